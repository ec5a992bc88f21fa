package io.distributeddebug.report.html;

import io.distributeddebug.report.Display;
import io.distributeddebug.report.Timing;
import java.util.List;
import java.util.Set;

/** One operation's mean request, taken apart, before and during the incident on one scale. */
record LatencyBars(Timing.OperationTiming operation, List<Segment> before, List<Segment> during) {
  private static final Set<String> KNOWN =
      Set.of("self", "network", "database", "cache", "queue", "pool", "downstream");

  /** A coloured stretch of a bar; {@code style} is one of ours, whatever the part is called. */
  record Segment(String name, String style, String width, String duration) {}

  static LatencyBars of(Timing.OperationTiming operation) {
    long scale =
        Math.max(1, Math.max(operation.baseline().meanNanos(), operation.incident().meanNanos()));
    return new LatencyBars(
        operation, segments(operation.baseline(), scale), segments(operation.incident(), scale));
  }

  private static List<Segment> segments(Timing.Side side, long scale) {
    return side.parts().stream()
        .filter(part -> part.meanNanos() > 0)
        .map(
            part ->
                new Segment(
                    part.name(),
                    KNOWN.contains(part.name()) ? "part-" + part.name() : "part-other",
                    Page.percent((double) part.meanNanos() / scale),
                    Display.duration(part.meanNanos())))
        .toList();
  }
}
