package io.distributeddebug.jobs.trace;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.trace.AftermathPath;
import io.distributeddebug.trace.EntryChoice;
import io.distributeddebug.trace.ExplainedPath.Explained;
import io.distributeddebug.trace.PathAnswer;
import io.distributeddebug.trace.SiblingOrders;
import io.distributeddebug.trace.Trace;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The critical path of one trace, as it is printed: the path, or the reason why there is none.
 *
 * @param reason empty where there is a path
 * @param durationNanos of the entry span, or until all that it set off was done
 * @param operations exclusive time on the path by {@code [service] operation}, nanoseconds
 * @param segments by time
 * @param doubts names of span flags on the path, lower case
 */
public record PathRow(
    String traceId,
    String reason,
    String service,
    String operation,
    long durationNanos,
    SortedMap<String, Long> operations,
    List<Segment> segments,
    List<String> doubts)
    implements Serializable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A stretch of the path; kind and ground by their labels. */
  public record Segment(
      String service,
      String operation,
      String spanId,
      String kind,
      String ground,
      long startUnixNanos,
      long durationNanos)
      implements Serializable {}

  /** The row of a trace, empty where it has no span that was asked about. */
  public static Optional<PathRow> of(Trace trace, EntryChoice entry, SiblingOrders orders) {
    return entry.find(trace) < 0 ? Optional.empty() : Optional.of(answer(trace, entry, orders));
  }

  /** The same to the end of the last thing that the entry set off. */
  static Optional<PathRow> untilDone(Trace trace, EntryChoice entry, SiblingOrders orders) {
    return of(trace, entry, orders)
        .map(row -> row.reason().isEmpty() ? row.longer(trace, entry.find(trace), orders) : row);
  }

  private PathRow longer(Trace trace, int entry, SiblingOrders orders) {
    List<Explained> path = AftermathPath.of(trace, entry, orders);
    SortedMap<String, Long> nanos = new TreeMap<>();
    for (Explained segment : path) {
      nanos.merge(
          "[" + trace.service(segment.span()) + "] " + trace.operation(segment.span()),
          segment.durationNanos(),
          Long::sum);
    }
    return new PathRow(
        traceId,
        reason,
        service,
        operation,
        path.isEmpty() ? 0 : path.get(path.size() - 1).endNanos() - path.get(0).startNanos(),
        nanos,
        segments(trace, path),
        doubts);
  }

  private static PathRow answer(Trace trace, EntryChoice entry, SiblingOrders orders) {
    PathAnswer answer = PathAnswer.of(trace, entry, orders);
    if (answer instanceof PathAnswer.Missing missing) {
      int span = entry.find(trace);
      return new PathRow(
          trace.id(),
          missing.reason(),
          trace.service(span),
          trace.operation(span),
          trace.durationNanos(span),
          new TreeMap<>(),
          List.of(),
          List.of());
    }
    PathAnswer.Found found = (PathAnswer.Found) answer;
    return new PathRow(
        trace.id(),
        "",
        trace.service(found.entry()),
        trace.operation(found.entry()),
        found.path().durationNanos(),
        new TreeMap<>(found.exclusiveNanos()),
        segments(trace, found.segments()),
        found.doubts().stream().map(flag -> flag.name().toLowerCase(Locale.ROOT)).toList());
  }

  private static List<Segment> segments(Trace trace, List<Explained> path) {
    List<Segment> segments = new ArrayList<>();
    for (Explained segment : path) {
      segments.add(
          new Segment(
              trace.service(segment.span()),
              trace.operation(segment.span()),
              trace.spanIdText(segment.span()),
              segment.kind().label(),
              segment.ground().label(),
              segment.startNanos(),
              segment.durationNanos()));
    }
    return List.copyOf(segments);
  }

  /** One line. */
  public String json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("trace_id", traceId);
    if (!reason.isEmpty()) {
      root.put("reason", reason);
    }
    root.put("service", service).put("operation", operation).put("duration_nanos", durationNanos);
    ObjectNode exclusive = root.putObject("operations");
    operations.forEach(exclusive::put);
    ArrayNode path = root.putArray("segments");
    for (Segment segment : segments) {
      path.addObject()
          .put("service", segment.service)
          .put("operation", segment.operation)
          .put("span_id", segment.spanId)
          .put("kind", segment.kind)
          .put("ground", segment.ground)
          .put("start_unix_nanos", segment.startUnixNanos)
          .put("duration_nanos", segment.durationNanos);
    }
    ArrayNode doubtful = root.putArray("doubts");
    doubts.forEach(doubtful::add);
    return root.toString();
  }
}
