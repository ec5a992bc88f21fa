package io.distributeddebug.incident;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The four views on an incident that {@code --correlation} selects. */
public enum Correlation {
  /** Latency decomposition, critical paths, concurrency. */
  TIMING,
  /** Propagation of errors and anomalies, root causes. */
  CAUSATION,
  /** Topology, contracts and their changes. */
  DEPENDENCY,
  /** Propagation of requests, logs and state across services. */
  FLOW;

  /** The name as an option and in reports: {@code timing}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@code timing,flow}; each name once, in the order given.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  public static List<Correlation> parse(String text) {
    List<Correlation> chosen = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String wanted = part.strip().toLowerCase(Locale.ROOT);
      Correlation correlation =
          named(wanted)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "Invalid correlation: '%s', one or more of %s"
                              .formatted(Shown.briefly(wanted), String.join(", ", labels()))));
      if (!chosen.contains(correlation)) {
        chosen.add(correlation);
      }
    }
    return chosen;
  }

  private static Optional<Correlation> named(String label) {
    return Arrays.stream(values()).filter(value -> value.label().equals(label)).findFirst();
  }

  private static List<String> labels() {
    return Arrays.stream(values()).map(Correlation::label).collect(Collectors.toList());
  }
}
