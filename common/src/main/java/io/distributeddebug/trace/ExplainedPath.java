package io.distributeddebug.trace;

import io.distributeddebug.telemetry.Peer;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.trace.CriticalPath.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * The critical path with what each stretch was spent on, and on what ground it is there. The
 * segments are those of {@link CriticalPath}: they follow each other without a gap.
 */
public final class ExplainedPath {
  private final Trace trace;
  private final Retries retries;
  private final boolean[] failedTry;

  private ExplainedPath(Trace trace) {
    this.trace = trace;
    this.retries = Retries.of(trace);
    failedTry = new boolean[trace.size()];
    for (int span = 0; span < failedTry.length; span++) {
      int parent = trace.parent(span);
      failedTry[span] = retries.repeatedBy(span) >= 0 || (parent >= 0 && failedTry[parent]);
    }
  }

  /**
   * One stretch of the path.
   *
   * @param isBetweenCalls the span has just had an answer, and is about to call again
   */
  public record Explained(
      int span,
      long startNanos,
      long endNanos,
      SegmentKind kind,
      Ground ground,
      boolean isBetweenCalls) {
    public long durationNanos() {
      return endNanos - startNanos;
    }
  }

  /** By time. */
  public static List<Explained> of(Trace trace, CriticalPath path) {
    ExplainedPath explained = new ExplainedPath(trace);
    List<Explained> segments = new ArrayList<>();
    for (Segment segment : path.segments()) {
      segments.add(
          new Explained(
              segment.span(),
              segment.startNanos(),
              segment.endNanos(),
              explained.kind(segment),
              path.ground(segment.span()).orElse(Ground.TIME_ONLY),
              explained.isCall(segment.span(), segment.after())
                  && explained.isCall(segment.span(), segment.before())));
    }
    return List.copyOf(segments);
  }

  private SegmentKind kind(Segment segment) {
    int span = segment.span();
    boolean isPause =
        segment.after() >= 0
            && segment.before() >= 0
            && retries.repeatedBy(segment.after()) == segment.before();
    if (failedTry[span] || isPause) {
      return SegmentKind.RETRY;
    }
    SpanKind kind = trace.kind(span);
    if (kind == SpanKind.PRODUCER) {
      return SegmentKind.QUEUE;
    }
    if (answers(span, segment.before()) || answers(span, segment.after())) {
      return way(segment);
    }
    if (kind == SpanKind.CLIENT) {
      return calling(segment);
    }
    boolean isAlone = segment.after() < 0 && segment.before() < 0;
    return isAlone && WaitNames.isLock(trace.operation(span)) ? SegmentKind.LOCK : SegmentKind.SELF;
  }

  private boolean isCall(int span, int child) {
    return child >= 0
        && (trace.kind(child) == SpanKind.CLIENT
            || trace.kind(child) == SpanKind.PRODUCER
            || !trace.service(child).equals(trace.service(span)));
  }

  /** Whether the child is the other side of a call that the span made. */
  private boolean answers(int span, int child) {
    return child >= 0
        && (trace.has(child, SpanFlag.SHARED_ID)
            || (trace.kind(span) == SpanKind.CLIENT
                && (trace.kind(child) == SpanKind.SERVER
                    || !trace.service(child).equals(trace.service(span)))));
  }

  private SegmentKind way(Segment segment) {
    if (segment.after() < 0) {
      return SegmentKind.NETWORK_REQUEST;
    }
    return segment.before() < 0 ? SegmentKind.NETWORK_RESPONSE : SegmentKind.CLIENT_WAIT;
  }

  /** A caller's own time where no other side has answered in it. */
  private SegmentKind calling(Segment segment) {
    if (segment.after() >= 0 || segment.before() >= 0) {
      return SegmentKind.SELF; // beside a child of its own service: encoding, a filter
    }
    Peer.Kind peer = trace.peerKind(segment.span());
    return switch (peer) {
      case DATABASE, CACHE -> SegmentKind.DATABASE;
      case QUEUE -> SegmentKind.QUEUE;
      default -> SegmentKind.CLIENT_WAIT;
    };
  }
}
