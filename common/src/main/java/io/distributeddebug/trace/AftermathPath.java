package io.distributeddebug.trace;

import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.trace.ExplainedPath.Explained;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The path to the end of the last thing that a span set off, which may be long after the span
 * itself ended: a message that is worked on, a task in the background. CRISP leaves that out.
 *
 * <pre>
 * web GET /                      | ##=====          until it answered, and
 *   web send {producer}          |   ##             (= is beside the path)
 *     mail process {consumer}    |     ....#####    . waited in the topic
 * </pre>
 *
 * <p>From that end back: the last one's own critical path to its start; then what its parent did
 * until then, calls that had come back by then among it; the time between the parent's end and the
 * start of its child is waiting, in a queue if it is a message; and so on up to the span. The
 * segments follow each other without a gap, as far as clocks agree.
 */
public final class AftermathPath {
  private final Trace trace;
  private final SiblingOrders orders;
  private final ArrayDeque<Explained> backwards = new ArrayDeque<>();
  private long cursor;

  private AftermathPath(Trace trace, SiblingOrders orders) {
    this.trace = trace;
    this.orders = orders;
  }

  /**
   * By time.
   *
   * @param entry the span from whose start the path leads
   */
  public static List<Explained> of(Trace trace, int entry, SiblingOrders orders) {
    return new AftermathPath(trace, orders).from(entry);
  }

  private List<Explained> from(int entry) {
    int last = entry;
    for (int span = entry; span < trace.subtreeEnd(entry); span++) {
      last = stop(span) > stop(last) ? span : last;
    }
    whole(last);
    for (int child = last; child != entry; child = trace.parent(child)) {
      until(trace.parent(child), child);
    }
    return List.copyOf(backwards);
  }

  private long stop(int span) {
    return trace.startNanos(span) + trace.durationNanos(span);
  }

  /** All of the span's own critical path; the cursor is then at its start. */
  private void whole(int span) {
    List<Explained> path = ExplainedPath.of(trace, CriticalPath.below(trace, span, orders));
    for (int i = path.size() - 1; i >= 0; i--) {
      backwards.addFirst(path.get(i));
    }
    cursor = trace.startNanos(span);
  }

  /** What the span did until it set the child off. */
  private void until(int span, int child) {
    long end = Math.min(stop(span), cursor);
    boolean isMessage =
        trace.kind(child) == SpanKind.CONSUMER || trace.kind(span) == SpanKind.PRODUCER;
    add(child, end, isMessage ? SegmentKind.QUEUE : SegmentKind.CLIENT_WAIT);
    SegmentKind own = trace.kind(span) == SpanKind.PRODUCER ? SegmentKind.QUEUE : SegmentKind.SELF;
    List<Integer> answered = new ArrayList<>();
    for (int other = trace.firstChild(span); other >= 0; other = trace.nextSibling(other)) {
      if (other != child && !orders.isAsynchronous(trace, other)) {
        answered.add(other);
      }
    }
    answered.sort((one, other) -> Long.compare(stop(other), stop(one)));
    for (int other : answered) {
      if (stop(other) <= cursor && trace.startNanos(other) >= trace.startNanos(span)) {
        add(span, stop(other), own);
        whole(other);
      }
    }
    add(span, trace.startNanos(span), own);
  }

  private void add(int span, long from, SegmentKind kind) {
    if (from < cursor) {
      backwards.addFirst(new Explained(span, from, cursor, kind, Ground.CAUSAL_LINK, false));
      cursor = from;
    }
  }
}
