package io.distributeddebug.query;

import io.distributeddebug.trace.Trace;
import java.util.function.BiConsumer;

/** A trace, and what was recorded of its spans beside their tree. */
public final class QueriedTrace {
  private final Trace trace;
  private final Recorded recorded;
  private final long durationNanos;

  /** Where recorded values are looked up. */
  public interface Recorded {
    /**
     * {@link Value#NOTHING} where the span does not have it.
     *
     * @param field one of {@link TraceQuery#recordedFields}
     */
    Value of(int span, Field field);

    /** All attributes of the span and its resource, as {@code span.key} or {@code resource.key}. */
    default void each(int span, BiConsumer<String, String> consumer) {
      throw new IllegalStateException("Attributes are not in a tree");
    }
  }

  public QueriedTrace(Trace trace, Recorded recorded) {
    this.trace = trace;
    this.recorded = recorded;
    this.durationNanos = trace.size() == 0 ? 0 : trace.endNanos() - trace.startNanos();
  }

  /** Of a query that asks for nothing beside the tree. */
  public static QueriedTrace of(Trace trace) {
    return new QueriedTrace(
        trace,
        (span, field) -> {
          throw new IllegalStateException("Field " + field.written() + " is not in a tree");
        });
  }

  public Trace trace() {
    return trace;
  }

  /** First start to last end. */
  public long durationNanos() {
    return durationNanos;
  }

  /** All attributes of the span and its resource, as {@code span.key} or {@code resource.key}. */
  public void eachAttribute(int span, BiConsumer<String, String> consumer) {
    recorded.each(span, consumer);
  }

  Value recorded(int span, Field field) {
    return recorded.of(span, field);
  }
}
