package io.distributeddebug.operation;

import io.distributeddebug.logs.LogTemplate;
import java.util.Set;

/**
 * A recorded name without its ids: in paths and URLs each segment that is an id becomes {@code
 * {id}}, query and fragment go; elsewhere numbers and hex are masked as in {@link
 * LogTemplate#mask}. Judged by the name alone, so that the same name has the same template wherever
 * it is met. A segment of letters only is taken for a word.
 */
public final class NameTemplate {
  private static final String ID = "{id}";
  private static final int LONGEST_WORD = 32;

  /** Words of paths that have a digit and are no ids. */
  private static final Set<String> WORDS =
      Set.of(
          "base64", "sha1", "sha256", "sha512", "md5", "utf8", "ipv4", "ipv6", "k8s", "i18n",
          "l10n", "x509", "s3", "ec2", "http2", "h264", "mp3", "mp4", "a11y", "e2e");

  private NameTemplate() {}

  public static String of(String name) {
    if (name.indexOf('/') < 0) {
      return LogTemplate.mask(name);
    }
    StringBuilder template = new StringBuilder(name.length());
    for (int from = 0; from <= name.length(); ) {
      int to = name.indexOf(' ', from);
      to = to < 0 ? name.length() : to;
      String word = name.substring(from, to);
      template.append(from == 0 ? "" : " ");
      template.append(word.indexOf('/') < 0 ? LogTemplate.mask(word) : ofPath(word));
      from = to + 1;
    }
    return template.toString();
  }

  /** Of a path, or of a URL. */
  static String ofPath(String path) {
    int end = path.length();
    for (int i = 0; i < end; i++) {
      if (path.charAt(i) == '?' || path.charAt(i) == '#') {
        end = i;
      }
    }
    StringBuilder template = new StringBuilder(end);
    int host = path.startsWith("http://") || path.startsWith("https://") ? 2 : -1;
    int number = 0;
    for (int from = 0; from <= end; number++) {
      int to = path.indexOf('/', from);
      to = to < 0 || to > end ? end : to;
      String segment = path.substring(from, to);
      template.append(from == 0 ? "" : "/").append(number > host && isId(segment) ? ID : segment);
      from = to + 1;
    }
    return template.toString();
  }

  static boolean isId(String segment) {
    int digits = 0;
    boolean isOdd = segment.length() > LONGEST_WORD;
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      digits += c >= '0' && c <= '9' ? 1 : 0;
      isOdd |= c == '%' || c == '@' || c > '~';
      if (c == '{' || c == '<' || (c == ':' && i == 0)) {
        return false; // a placeholder already
      }
    }
    return isOdd || (digits > 0 && !isVersion(segment) && !isWord(segment, digits));
  }

  private static boolean isVersion(String segment) {
    return segment.matches("[vV]\\d{1,4}(?:[.-]?[a-z0-9]{1,8})?");
  }

  private static boolean isWord(String segment, int digits) {
    return WORDS.contains(segment) || (digits == 1 && segment.matches("[A-Za-z_-]{3,}\\d"));
  }
}
