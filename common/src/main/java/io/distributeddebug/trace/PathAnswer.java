package io.distributeddebug.trace;

import io.distributeddebug.trace.ExplainedPath.Explained;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What can be said of the critical path of one trace: the path, or why there is none. */
public sealed interface PathAnswer {

  /**
   * A path.
   *
   * @param entry the span that it is the path of
   * @param segments by time, without a gap
   * @param doubts what is wrong with spans on the path
   */
  record Found(
      Trace trace, int entry, CriticalPath path, List<Explained> segments, Set<SpanFlag> doubts)
      implements PathAnswer {

    /**
     * CRISP's exclusive time on the path of each operation, by {@code [service] operation}; adds up
     * to the entry's duration.
     */
    public Map<String, Long> exclusiveNanos() {
      Map<String, Long> exclusive = new TreeMap<>();
      for (int span = 0; span < trace.size(); span++) {
        if (path.contains(span)) {
          exclusive.merge(
              "[" + trace.service(span) + "] " + trace.operation(span),
              path.exclusiveNanos(span),
              Long::sum);
        }
      }
      return exclusive;
    }
  }

  /** No path, and why. */
  record Missing(String reason) implements PathAnswer {}

  /** The path of a trace's entry, found or not. */
  static PathAnswer of(Trace trace, EntryChoice choice, SiblingOrders orders) {
    int entry = choice.find(trace);
    if (entry < 0) {
      return new Missing("there is no span of " + choice);
    }
    if (trace.cutOffCount() > 0) {
      return new Missing(
          trace.cutOffCount() + " spans are above the limit of spans a trace and were left out");
    }
    if (trace.has(entry, SpanFlag.CYCLE)) {
      return new Missing("the recorded parents form a circle: nothing is known to come first");
    }
    if (trace.has(entry, SpanFlag.NEGATIVE_DURATION)) {
      return new Missing("the entry span is recorded to end before it starts");
    }
    CriticalPath path =
        entry == 0 ? CriticalPath.of(trace, orders) : CriticalPath.below(trace, entry, orders);
    Set<SpanFlag> doubts = EnumSet.noneOf(SpanFlag.class);
    for (int span = entry; span < trace.size(); span++) {
      if (path.contains(span)) {
        doubts.addAll(SpanFlag.of(trace.flags(span)));
        if (path.skewNanos(span) != 0) {
          doubts.add(SpanFlag.SKEW_ADJUSTED);
        }
      }
    }
    return new Found(trace, entry, path, ExplainedPath.of(trace, path), doubts);
  }
}
