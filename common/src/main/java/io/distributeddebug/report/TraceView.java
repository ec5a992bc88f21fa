package io.distributeddebug.report;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One trace, ready to be drawn as a waterfall.
 *
 * @param service of the entry span
 * @param operation of the entry span
 * @param spans depth first, children by start time
 * @param spansLeftOut spans of this trace that are not in {@code spans}
 */
public record TraceView(
    String traceId,
    String service,
    String operation,
    long startUnixNanos,
    long durationNanos,
    List<SpanRow> spans,
    long spansLeftOut) {
  public TraceView {
    spans = List.copyOf(spans);
  }

  /** What to see at once in a row of a waterfall. */
  public enum Mark {
    ERROR,
    CRITICAL_PATH,
    SUSPECT
  }

  /**
   * One span as a row of the waterfall.
   *
   * @param parentSpanId empty for a root
   * @param depth 0 for a root
   * @param startNanos since the trace's start, after clock correction; may be negative
   * @param statusMessage empty where there is none
   */
  public record SpanRow(
      String spanId,
      String parentSpanId,
      int depth,
      String service,
      String instance,
      String operation,
      String kind,
      long startNanos,
      long durationNanos,
      long selfNanos,
      String statusMessage,
      Set<Mark> marks,
      List<LogLine> logs) {
    public SpanRow {
      marks = Collections.unmodifiableSet(new TreeSet<>(marks));
      logs = List.copyOf(logs);
    }
  }

  /**
   * A log record of the span.
   *
   * @param atNanos since the trace's start
   * @param severity such as {@code ERROR}, empty where the line carries none
   */
  public record LogLine(long atNanos, String severity, String body) {}
}
