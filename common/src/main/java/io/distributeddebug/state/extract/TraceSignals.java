package io.distributeddebug.state.extract;

import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The spans and log lines of one trace, by which what a span does not say itself is looked up above
 * it. Lines without a trace come in one of these without spans.
 */
public final class TraceSignals {
  private static final int MOST_ANCESTORS = 100;
  private static final Comparator<Span> BY_TIME =
      Comparator.comparingLong(Span::startUnixNanos)
          .thenComparingLong(Span::endUnixNanos)
          .thenComparing(Span::spanId)
          .thenComparing(Span::name);
  private static final Comparator<LogRecord> LOGS_BY_TIME =
      Comparator.comparingLong(LogRecord::unixNanos)
          .thenComparing(LogRecord::spanId)
          .thenComparing(LogRecord::body);

  private final List<Span> spans;
  private final List<LogRecord> logs;
  private final Map<String, Span> byId = new HashMap<>();

  public TraceSignals(List<Span> spans, List<LogRecord> logs) {
    this.spans = new ArrayList<>(spans);
    this.logs = new ArrayList<>(logs);
    this.spans.sort(BY_TIME);
    this.logs.sort(LOGS_BY_TIME);
    this.spans.forEach(span -> byId.putIfAbsent(span.spanId(), span));
  }

  List<Span> spans() {
    return spans;
  }

  List<LogRecord> logs() {
    return logs;
  }

  Optional<Span> span(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The first of these attributes that the span, or the nearest above it, has. */
  Optional<Named> nearest(Span span, List<String> names) {
    Span at = span;
    for (int depth = 0; at != null && depth < MOST_ANCESTORS; depth++) {
      for (String name : names) {
        Optional<String> value = at.attributes().get(name);
        if (value.isPresent() && !value.get().isEmpty()) {
          return Optional.of(new Named(name, value.get()));
        }
      }
      at = byId.get(at.parentSpanId());
    }
    return Optional.empty();
  }

  /** An attribute that was found. */
  record Named(String name, String value) {}

  /**
   * The only id under that name on the nearest span above, else in the whole trace; names are taken
   * for the same whatever stands between their words ({@code order_id}, {@code app.order.id}).
   */
  Optional<String> idAround(Span span, List<String> names) {
    Span at = byId.get(span.parentSpanId());
    for (int depth = 0; at != null && depth < MOST_ANCESTORS; depth++) {
      SortedSet<String> ids = ids(at, names);
      if (!ids.isEmpty()) {
        return ids.size() == 1 ? Optional.of(ids.first()) : Optional.empty();
      }
      at = byId.get(at.parentSpanId());
    }
    TreeSet<String> all = new TreeSet<>();
    spans.forEach(other -> all.addAll(ids(other, names)));
    return all.size() == 1 ? Optional.of(all.first()) : Optional.empty();
  }

  private static SortedSet<String> ids(Span span, List<String> names) {
    TreeSet<String> ids = new TreeSet<>();
    for (String name : names) {
      String wanted = plain(name);
      for (Map.Entry<String, String> attribute : span.attributes().text().entrySet()) {
        if (isNamed(attribute.getKey(), wanted)) {
          ids.add(attribute.getValue());
        }
      }
      for (String attribute : span.attributes().numbers().keySet()) {
        if (isNamed(attribute, wanted)) {
          span.attributes().get(attribute).ifPresent(ids::add);
        }
      }
    }
    ids.remove("");
    return ids;
  }

  private static boolean isNamed(String attribute, String wanted) {
    String rest = attribute;
    while (true) {
      if (plain(rest).equals(wanted)) {
        return true;
      }
      int dot = rest.indexOf('.');
      if (dot < 0) {
        return false;
      }
      rest = rest.substring(dot + 1);
    }
  }

  private static String plain(String name) {
    return name.replace("_", "").replace(".", "").replace("-", "").toLowerCase(Locale.ROOT);
  }
}
