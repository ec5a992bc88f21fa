package io.distributeddebug.report.html;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.report.CallStatistics;
import io.distributeddebug.report.Cause;
import io.distributeddebug.report.LatencyQuantiles;
import io.distributeddebug.report.Report;
import io.distributeddebug.report.Timeline;
import io.distributeddebug.report.VisibleText;
import io.distributeddebug.report.Windows;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the page's script draws, as JSON that may stand inside a script element. */
final class ChartData {
  private static final int LINES = 6;
  private static final int LABEL_CHARS = 28;
  private static final int TITLE_CHARS = 300;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ChartData() {}

  static String of(Report report) {
    ObjectNode root = MAPPER.createObjectNode();
    MapData.write(root.putObject("topology"), report);
    timeline(root.putObject("timeline"), report);
    try {
      return MAPPER
          .writeValueAsString(root)
          .replace("<", "\\u003c")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e); // a tree in memory always prints
    }
  }

  static String label(String name) {
    return VisibleText.line(name, LABEL_CHARS);
  }

  static String title(String name) {
    return VisibleText.line(name, TITLE_CHARS);
  }

  /** Rank of the best cause that names a service, for those with evidence. */
  static Map<String, Integer> ranks(Report report) {
    Map<String, Integer> ranks = new HashMap<>();
    for (Cause cause : report.causes()) {
      if (cause.hasEvidence()) {
        ranks.putIfAbsent(cause.service(), cause.rank());
      }
    }
    return ranks;
  }

  private static void timeline(ObjectNode node, Report report) {
    Timeline timeline = report.timeline();
    TreeMap<Long, long[]> totals = new TreeMap<>();
    for (Timeline.Point point : timeline.points()) {
      long[] total = totals.computeIfAbsent(point.fromUnixNanos(), from -> new long[2]);
      total[0] += point.requests().calls();
      total[1] += point.requests().errors();
    }
    node.put("bucket_ms", timeline.bucketNanos() / 1_000_000);
    ArrayNode requests = node.putArray("requests");
    totals.forEach(
        (from, total) ->
            requests.addArray().add(millis(from)).add(total[0] - total[1]).add(total[1]));
    ArrayNode lines = node.putArray("lines");
    busiest(timeline).forEach(points -> line(lines.addObject(), points));
    window(node, "incident", report.windows().incident());
    window(node, "baseline", report.windows().baseline());
    ArrayNode events = node.putArray("events");
    List<Timeline.Event> sorted = Timeline.inOrder(timeline.events());
    for (int i = 0; i < sorted.size(); i++) {
      events
          .addObject()
          .put("at", millis(sorted.get(i).atUnixNanos()))
          .put("letter", Page.letter(i));
    }
  }

  /** The entry operations with the largest 95th percentile in any bucket, at most a few. */
  private static List<List<Timeline.Point>> busiest(Timeline timeline) {
    Map<String, List<Timeline.Point>> byOperation =
        timeline.points().stream()
            .collect(
                Collectors.groupingBy(
                    point -> point.service() + "\0" + point.operation(),
                    TreeMap::new,
                    Collectors.toList()));
    return byOperation.values().stream()
        .sorted(Comparator.comparingLong((List<Timeline.Point> points) -> -worst(points)))
        .limit(LINES)
        .toList();
  }

  private static long worst(List<Timeline.Point> points) {
    return points.stream().mapToLong(point -> p95(point.requests()).orElse(0L)).max().orElse(0);
  }

  private static Optional<Long> p95(CallStatistics statistics) {
    return statistics.latency().map(LatencyQuantiles::p95Nanos);
  }

  private static void line(ObjectNode node, List<Timeline.Point> points) {
    Timeline.Point any = points.get(0);
    node.put("name", VisibleText.line(any.service() + " " + any.operation(), LABEL_CHARS + 10));
    ArrayNode values = node.putArray("p95_ms");
    points.stream()
        .sorted(Comparator.comparingLong(Timeline.Point::fromUnixNanos))
        .forEach(
            point ->
                p95(point.requests())
                    .ifPresent(
                        nanos ->
                            values.addArray().add(millis(point.fromUnixNanos())).add(nanos / 1e6)));
  }

  private static void window(ObjectNode node, String name, Optional<Windows.Found> found) {
    found.ifPresent(
        value ->
            node.putArray(name)
                .add(millis(value.window().fromUnixNanos()))
                .add(millis(value.window().toUnixNanos())));
  }

  private static long millis(long unixNanos) {
    return Math.floorDiv(unixNanos, 1_000_000L);
  }
}
