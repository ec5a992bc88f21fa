package io.distributeddebug.flow;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What a fact is about: its kind and the parts of its key, in one text. */
public record FactKey(FactKind kind, String text) implements Comparable<FactKey>, Serializable {
  private static final char SEPARATOR = '\u001f';

  public static FactKey of(FactKind kind, String... parts) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      if (i > 0) {
        text.append(SEPARATOR);
      }
      text.append(parts[i].indexOf(SEPARATOR) < 0 ? parts[i] : parts[i].replace(SEPARATOR, ' '));
    }
    return new FactKey(kind, text.toString());
  }

  public List<String> parts() {
    List<String> parts = new ArrayList<>(5);
    int from = 0;
    for (int at = text.indexOf(SEPARATOR); at >= 0; at = text.indexOf(SEPARATOR, from)) {
      parts.add(text.substring(from, at));
      from = at + 1;
    }
    parts.add(text.substring(from));
    return parts;
  }

  @Override
  public int compareTo(FactKey other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : text.compareTo(other.text);
  }
}
