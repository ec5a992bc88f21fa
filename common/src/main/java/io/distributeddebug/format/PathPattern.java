package io.distributeddebug.format;

import com.google.re2j.Pattern;

/**
 * A glob over file paths: {@code *} and {@code ?} stay inside a folder, {@code **} crosses folders,
 * <code>{a,b}</code> is either. A pattern without a leading slash fits at any depth.
 */
record PathPattern(String glob, Pattern pattern) {
  static PathPattern of(String glob) {
    StringBuilder regex = new StringBuilder(glob.startsWith("/") ? "^" : "^(?:.*/)?");
    boolean inBraces = false;
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (c == '*') {
        boolean crosses = i + 1 < glob.length() && glob.charAt(i + 1) == '*';
        regex.append(crosses ? ".*" : "[^/]*");
        i += crosses ? 1 : 0;
      } else if (c == '?') {
        regex.append("[^/]");
      } else if (c == '{') {
        regex.append("(?:");
        inBraces = true;
      } else if (c == '}' && inBraces) {
        regex.append(')');
        inBraces = false;
      } else if (c == ',' && inBraces) {
        regex.append('|');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return new PathPattern(glob, Pattern.compile(regex.append('$').toString(), Pattern.DOTALL));
  }

  boolean fits(String path) {
    return pattern.matches(path);
  }
}
