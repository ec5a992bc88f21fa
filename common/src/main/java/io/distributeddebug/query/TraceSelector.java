package io.distributeddebug.query;

import io.distributeddebug.telemetry.Window;
import java.io.Serializable;

/** A set of traces: those that a query picks, of those that began in a window. */
public record TraceSelector(TraceQuery query, Window window) implements Serializable {
  /** All times that there are. */
  public static final Window EVER = new Window(Long.MIN_VALUE, Long.MAX_VALUE);

  public boolean picks(QueriedTrace trace) {
    return trace.trace().size() > 0
        && window.contains(trace.trace().startNanos())
        && query.matches(trace);
  }

  /** The same query at another time. */
  public TraceSelector during(Window other) {
    return new TraceSelector(query, other);
  }
}
