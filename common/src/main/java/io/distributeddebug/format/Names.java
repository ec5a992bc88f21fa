package io.distributeddebug.format;

import java.util.HashMap;
import java.util.Map;

/**
 * What the names of fields mean that structured logs use, however they are spelt: {@code pod.name},
 * {@code podName} and {@code pod_name} are one.
 */
final class Names {
  private static final int MOST_KEPT = 10_000;

  private final Map<String, Meaning> known;
  private final Map<String, Meaning> seen = new HashMap<>();

  Names(Map<String, Meaning> known) {
    this.known = Map.copyOf(known);
  }

  /** What a field is for. */
  enum Role {
    TIME,
    SEVERITY,
    BODY,
    TRACE,
    RESOURCE,
    ATTRIBUTE
  }

  /**
   * @param attribute the resource attribute's standard name; empty in other roles
   * @param rank of several fields in one role the lowest counts
   */
  record Meaning(Role role, String attribute, int rank) {
    static final Meaning NONE = new Meaning(Role.ATTRIBUTE, "", 0);
  }

  Meaning of(String field) {
    Meaning meaning = seen.get(field);
    if (meaning == null) {
      meaning = known.getOrDefault(plain(field), Meaning.NONE);
      if (seen.size() < MOST_KEPT) {
        seen.put(field, meaning);
      }
    }
    return meaning;
  }

  /** Letters and digits alone, in lower case. */
  static String plain(String key) {
    StringBuilder plain = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      char c = Character.toLowerCase(key.charAt(i));
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
