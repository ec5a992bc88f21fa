package io.distributeddebug.format;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * One sample line of a Prometheus or OpenMetrics exposition.
 *
 * @param unixNanos empty where the line has no timestamp
 */
record ExpositionSample(
    String name,
    SortedMap<String, String> labels,
    double value,
    OptionalLong unixNanos,
    Optional<Exemplar> exemplar) {

  /** One observation as an example of those that a bucket or counter counted. */
  record Exemplar(SortedMap<String, String> labels, double value, OptionalLong unixNanos) {}
}
