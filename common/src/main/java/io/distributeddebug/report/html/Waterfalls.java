package io.distributeddebug.report.html;

import io.distributeddebug.report.Display;
import io.distributeddebug.report.Flow;
import io.distributeddebug.report.TraceView;
import java.util.List;
import java.util.Optional;

/** A trace and its healthy counterpart as waterfalls. */
record Waterfalls(String reason, Waterfall trace, Optional<Waterfall> healthy) {
  private static final int DEEPEST_INDENT = 12;

  /**
   * @param rows one a span
   * @param leftOut spans that are not shown
   */
  record Waterfall(TraceView trace, List<Row> rows, long leftOut, List<String> ruler) {}

  /**
   * @param indent how far to the right the name stands
   * @param left where the bar begins, percent of the track
   */
  record Row(
      TraceView.SpanRow span,
      int indent,
      String left,
      String width,
      String style,
      List<Log> logs,
      int logsLeftOut) {}

  /** A line and where on the track it was written. */
  record Log(TraceView.LogLine line, String left, String at, String level) {}

  static Waterfalls of(Flow.Comparison comparison, Limits limits) {
    return new Waterfalls(
        comparison.reason(),
        waterfall(comparison.trace(), limits),
        comparison.healthy().map(trace -> waterfall(trace, limits)));
  }

  private static Waterfall waterfall(TraceView trace, Limits limits) {
    long from = 0;
    long to = Math.max(1, trace.durationNanos());
    for (TraceView.SpanRow span : trace.spans()) {
      from = Math.min(from, span.startNanos());
      to = Math.max(to, span.startNanos() + span.durationNanos());
    }
    long begin = from;
    double scale = (double) to - from;
    List<TraceView.SpanRow> shown = Page.first(trace.spans(), limits.spansPerTrace());
    List<Row> rows = shown.stream().map(span -> row(span, begin, scale, limits)).toList();
    long leftOut = trace.spansLeftOut() + trace.spans().size() - shown.size();
    List<String> ruler =
        List.of(
            Display.duration(begin),
            Display.duration(begin + Math.round(scale / 2)),
            Display.duration(to));
    return new Waterfall(trace, rows, leftOut, ruler);
  }

  private static Row row(TraceView.SpanRow span, long begin, double scale, Limits limits) {
    List<Log> logs =
        Page.first(span.logs(), limits.logsPerSpan()).stream()
            .map(line -> log(line, begin, scale))
            .toList();
    return new Row(
        span,
        Math.min(span.depth(), DEEPEST_INDENT),
        Page.percent((span.startNanos() - begin) / scale),
        Page.percent(span.durationNanos() / scale),
        style(span),
        logs,
        span.logs().size() - logs.size());
  }

  private static Log log(TraceView.LogLine line, long begin, double scale) {
    return new Log(
        line,
        Page.percent((line.atNanos() - begin) / scale),
        Display.duration(line.atNanos()),
        level(line.severity()));
  }

  /** A class name of ours; the severity itself is shown as text. */
  private static String level(String severity) {
    return switch (severity.toUpperCase(java.util.Locale.ROOT)) {
      case "ERROR", "FATAL", "CRITICAL" -> "level-error";
      case "WARN", "WARNING" -> "level-warning";
      default -> "level-other";
    };
  }

  private static String style(TraceView.SpanRow span) {
    StringBuilder style = new StringBuilder("bar");
    for (TraceView.Mark mark : span.marks()) {
      switch (mark) {
        case ERROR -> style.append(" failed");
        case CRITICAL_PATH -> style.append(" critical");
        case SUSPECT -> style.append(" suspect");
      }
    }
    return style.toString();
  }
}
