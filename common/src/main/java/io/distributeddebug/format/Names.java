package io.distributeddebug.format;

import io.distributeddebug.convention.ResourceNames;
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
      meaning = known.getOrDefault(ResourceNames.plain(field), Meaning.NONE);
      if (seen.size() < MOST_KEPT) {
        seen.put(field, meaning);
      }
    }
    return meaning;
  }
}
