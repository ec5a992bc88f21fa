package io.distributeddebug.consistency;

import java.util.Optional;

/**
 * One way in which a promise was broken.
 *
 * @param kind its name in the literature, such as {@code G-single} or {@code lost-update}
 * @param pattern the name of its shape where it has one, such as {@code write-skew}; else empty
 */
public record Anomaly(String kind, String pattern, Counterexample counterexample) {
  public Anomaly(String kind, Counterexample counterexample) {
    this(kind, "", counterexample);
  }

  /** What is known of its kind. */
  public Optional<AnomalyKind> about() {
    return AnomalyKind.of(kind);
  }
}
