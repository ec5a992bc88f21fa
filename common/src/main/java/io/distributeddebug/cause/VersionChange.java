package io.distributeddebug.cause;

import io.distributeddebug.finding.Evidence;
import io.distributeddebug.finding.Unit;
import io.distributeddebug.flow.FactKey;
import io.distributeddebug.flow.FactKind;
import io.distributeddebug.flow.Facts;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A version that a service runs in the incident window and did not run before.
 *
 * @param usual the version before
 */
record VersionChange(String service, String version, String usual, long invocations) {

  static Optional<VersionChange> of(String service, Comparison comparison) {
    SortedSet<String> before = versions(service, comparison.baseline());
    SortedSet<String> during = new TreeSet<>(versions(service, comparison.incident()));
    during.removeAll(before);
    if (before.isEmpty() || during.isEmpty()) {
      return Optional.empty();
    }
    String version = during.last();
    return Optional.of(
        new VersionChange(
            service,
            version,
            before.last(),
            comparison
                .incident()
                .of(FactKind.VERSION)
                .get(FactKey.of(FactKind.VERSION, service, version))
                .count()));
  }

  private static SortedSet<String> versions(String service, Facts facts) {
    SortedSet<String> versions = new TreeSet<>();
    for (FactKey key : facts.of(FactKind.VERSION).keySet()) {
      List<String> parts = key.parts();
      if (parts.get(0).equals(service)) {
        versions.add(parts.get(1));
      }
    }
    return versions;
  }

  String statement() {
    return "version %s of %s was first seen then, before it was %s"
        .formatted(version, service, usual);
  }

  Evidence evidence() {
    return new Evidence(
        "spans",
        "Version %s of %s is new: %s in the incident window, none before; the baseline ran %s."
            .formatted(version, service, Wording.count((double) invocations, "invocation"), usual),
        (double) invocations,
        Unit.COUNT,
        Optional.of(0.0),
        version,
        "SELECT version, min(start_unix_nanos) AS first_seen, count(*) AS spans FROM trace_spans WHERE service = %s GROUP BY version"
            .formatted(Wording.quoted(service)));
  }
}
