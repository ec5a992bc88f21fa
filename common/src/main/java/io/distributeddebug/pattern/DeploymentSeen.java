package io.distributeddebug.pattern;

import io.distributeddebug.finding.Finding;
import io.distributeddebug.finding.Severity;
import io.distributeddebug.finding.Unit;
import io.distributeddebug.latency.Traffic;
import io.distributeddebug.latency.VersionTally;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A version of a service that was not there at first has taken over requests. Said only where the
 * first slice has so many spans of other versions that one with a tenth of the later share would
 * have shown: a rare version is not a new one.
 *
 * @param leastSpans spans of the service in its first slice, and of the new version, below which
 *     nothing is said
 */
record DeploymentSeen(long leastSpans) implements ChangeDetector {
  private static final double FALSE_ALARMS = 0.01;

  @Override
  public String kind() {
    return "deployment-seen";
  }

  @Override
  public void detect(Observations seen, Consumer<Finding> findings) {
    List<Traffic> slices = new ArrayList<>(seen.traffic().baselineSlices());
    slices.add(seen.traffic().incident());
    Map<String, Map<String, VersionTally>> first = new TreeMap<>();
    slices.forEach(slice -> slice.versions().forEach(first::putIfAbsent));
    Map<String, Map<String, Long>> firstSeen = new TreeMap<>();
    Map<String, Map<String, Long>> spans = new TreeMap<>();
    for (Traffic slice : slices) {
      slice
          .versions()
          .forEach(
              (service, versions) ->
                  versions.forEach(
                      (version, tally) -> {
                        firstSeen
                            .computeIfAbsent(service, s -> new TreeMap<>())
                            .merge(version, tally.firstUnixNanos(), Math::min);
                        spans
                            .computeIfAbsent(service, s -> new TreeMap<>())
                            .merge(version, tally.spans(), Long::sum);
                      }));
    }
    first.forEach(
        (service, old) ->
            findNew(seen, service, old, spans.get(service), firstSeen.get(service), findings));
  }

  private void findNew(
      Observations seen,
      String service,
      Map<String, VersionTally> old,
      Map<String, Long> spans,
      Map<String, Long> firstSeen,
      Consumer<Finding> findings) {
    long spansAtFirst = old.values().stream().mapToLong(VersionTally::spans).sum();
    long all = spans.values().stream().mapToLong(Long::longValue).sum();
    Set<String> fresh = new TreeSet<>(spans.keySet());
    fresh.removeAll(old.keySet());
    fresh.remove("");
    for (String version : fresh) {
      double share =
          Math.max((double) spans.get(version) / all, incidentShare(seen, service, version));
      double chance = Math.pow(1 - share / 10, (double) spansAtFirst);
      if (spans.get(version) >= leastSpans
          && spansAtFirst >= leastSpans
          && chance <= FALSE_ALARMS) {
        findings.accept(
            describe(
                seen,
                service,
                String.join(", ", old.keySet()),
                version,
                firstSeen.get(version),
                spans.get(version),
                chance));
      }
    }
  }

  private static double incidentShare(Observations seen, String service, String version) {
    Map<String, VersionTally> versions = seen.traffic().incident().versions().get(service);
    if (versions == null || !versions.containsKey(version)) {
      return 0;
    }
    long all = versions.values().stream().mapToLong(VersionTally::spans).sum();
    return (double) versions.get(version).spans() / all;
  }

  private Finding describe(
      Observations seen,
      String service,
      String old,
      String version,
      long firstUnixNanos,
      long spans,
      double chance) {
    Window window =
        new Window(firstUnixNanos, Math.max(firstUnixNanos, seen.incident().toUnixNanos()));
    return Draft.of(kind(), Severity.INFO, window)
        .about(service)
        .measure("spans", spans, Unit.COUNT)
        .measure("before_incident", seen.incident().fromUnixNanos() - firstUnixNanos, Unit.NANOS)
        .sure(chance, spans, 1)
        .evidence(
            "spans",
            "spans of version " + version + " since " + Window.instant(firstUnixNanos),
            (double) spans,
            Unit.COUNT,
            0,
            service + " " + version,
            "SELECT version, count(*), min(start_unix_nanos) FROM trace_spans WHERE service = %s"
                    .formatted(Draft.quoted(service))
                + " GROUP BY version")
        .recommending(
            "If the trouble began then, roll %s back to %s and compare."
                .formatted(service, old.isEmpty() ? "the version before" : old))
        .saying(
            "%s runs version %s since %s (before: %s), {spans} spans of it were seen."
                .formatted(
                    service,
                    version,
                    Window.instant(firstUnixNanos),
                    old.isEmpty() ? "none recorded" : old));
  }
}
