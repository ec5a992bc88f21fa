package io.distributeddebug.jobs.investigation;

import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.report.TraceView;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;

/** Rows of the hub and of the logs as a waterfall. */
final class TraceViews {
  private static final int MOST_SPANS = 150;
  private static final int MOST_LINES_A_SPAN = 20;

  private final String suspect;

  TraceViews(String suspect) {
    this.suspect = suspect;
  }

  /**
   * @param spans one trace in depth-first order
   * @param logs lines that name the trace, by time
   */
  TraceView of(List<Row> spans, List<Row> logs) {
    Row root = spans.get(0);
    long start = root.<Long>getAs(TraceSpans.TRACE_START_UNIX_NANOS.name());
    long end = start;
    Map<String, List<TraceView.LogLine>> lines = lines(logs, skews(spans), start);
    List<TraceView.SpanRow> rows = new ArrayList<>();
    for (Row span : spans) {
      end = Math.max(end, span.<Long>getAs(Spans.END_UNIX_NANOS.name()) + skew(span));
      if (rows.size() < MOST_SPANS) {
        rows.add(row(span, start, lines));
      }
    }
    return new TraceView(
        root.getAs(Spans.TRACE_ID.name()),
        root.getAs(Spans.SERVICE.name()),
        root.getAs(Spans.OPERATION.name()),
        start,
        end - start,
        rows,
        spans.size() - rows.size());
  }

  private TraceView.SpanRow row(Row span, long start, Map<String, List<TraceView.LogLine>> lines) {
    String id = span.getAs(Spans.SPAN_ID.name());
    String service = span.getAs(Spans.SERVICE.name());
    String peer = span.getAs(TraceSpans.PEER_SERVICE.name());
    String message = span.getAs(Spans.STATUS_MESSAGE.name());
    Set<TraceView.Mark> marks = EnumSet.noneOf(TraceView.Mark.class);
    if (span.<Boolean>getAs(TraceSpans.IS_ERROR.name())) {
      marks.add(TraceView.Mark.ERROR);
    }
    if (span.<Long>getAs(TraceSpans.CRITICAL_PATH_NANOS.name()) > 0) {
      marks.add(TraceView.Mark.CRITICAL_PATH);
    }
    if (!suspect.isEmpty() && (suspect.equals(service) || suspect.equals(peer))) {
      marks.add(TraceView.Mark.SUSPECT);
    }
    return new TraceView.SpanRow(
        id,
        span.getAs(Spans.PARENT_SPAN_ID.name()),
        Math.toIntExact(span.<Long>getAs(TraceSpans.DEPTH.name())),
        service,
        span.getAs(Spans.INSTANCE.name()),
        span.getAs(Spans.OPERATION.name()),
        span.getAs(Spans.KIND.name()),
        span.<Long>getAs(Spans.START_UNIX_NANOS.name()) + skew(span) - start,
        Math.max(0, span.<Long>getAs(Spans.DURATION_NANOS.name())),
        Math.max(0, span.<Long>getAs(TraceSpans.SELF_NANOS.name())),
        message == null ? "" : message,
        marks,
        lines.getOrDefault(id, List.of()));
  }

  private static long skew(Row span) {
    return span.<Long>getAs(TraceSpans.SKEW_ADJUST_NANOS.name());
  }

  private static Map<String, Long> skews(List<Row> spans) {
    Map<String, Long> skews = new HashMap<>();
    spans.forEach(span -> skews.put(span.getAs(Spans.SPAN_ID.name()), skew(span)));
    return skews;
  }

  /** Lines are stamped with the clock of their span, and are moved as it is. */
  private static Map<String, List<TraceView.LogLine>> lines(
      List<Row> logs, Map<String, Long> skews, long start) {
    Map<String, List<TraceView.LogLine>> lines = new LinkedHashMap<>();
    for (Row log : logs) {
      String span = log.getAs(Spans.SPAN_ID.name());
      List<TraceView.LogLine> ofSpan = lines.computeIfAbsent(span, id -> new ArrayList<>());
      if (ofSpan.size() < MOST_LINES_A_SPAN) {
        ofSpan.add(
            new TraceView.LogLine(
                log.<Long>getAs(Logs.UNIX_NANOS_COLUMN.name())
                    + skews.getOrDefault(span, 0L)
                    - start,
                log.getAs(Logs.SEVERITY.name()),
                log.getAs(Logs.BODY.name())));
      }
    }
    return lines;
  }
}
