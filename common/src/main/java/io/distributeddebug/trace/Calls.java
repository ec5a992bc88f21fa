package io.distributeddebug.trace;

import io.distributeddebug.telemetry.Peer;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.trace.Call.Way;
import java.util.ArrayList;
import java.util.List;

/**
 * All calls of a trace. A call with spans on both sides is one call; one that left a span on its
 * calling side only is a call of the peer that the span names; a message is two hops, into its
 * topic or queue and out of it. A parent that is inferred is no caller: what called is lost.
 */
public final class Calls {
  private static final long UNKNOWN = -1;

  private final Trace trace;
  private final Retries retries;
  private final int[] entries;
  private final List<Call> calls = new ArrayList<>();

  private Calls(Trace trace) {
    this.trace = trace;
    this.retries = Retries.of(trace);
    entries = new int[trace.size()];
    for (int span = 0; span < entries.length; span++) {
      entries[span] = isEntry(span) ? span : entries[trace.parent(span)];
    }
  }

  /** In depth-first order of the trace. */
  public static List<Call> of(Trace trace) {
    Calls calls = new Calls(trace);
    for (int span = 0; span < trace.size(); span++) {
      calls.add(span);
    }
    return List.copyOf(calls.calls);
  }

  private boolean isEntry(int span) {
    int parent = trace.parent(span);
    return parent < 0
        || trace.kind(span) == SpanKind.CONSUMER
        || trace.kind(span) == SpanKind.SERVER
        || !trace.service(parent).equals(trace.service(span));
  }

  private void add(int span) {
    SpanKind kind = trace.kind(span);
    int parent = trace.parent(span);
    boolean isLinked = parent >= 0 && !isInferred(span);
    if (kind == SpanKind.CONSUMER) {
      received(span, isLinked ? parent : -1);
    } else if (isLinked && crosses(parent, span)) {
      answered(span, parent);
    }
    if (kind == SpanKind.PRODUCER) {
      sent(span);
    } else if (kind == SpanKind.CLIENT && !isAnswered(span) && !trace.peer(span).isEmpty()) {
      unanswered(span);
    }
  }

  private boolean isInferred(int span) {
    return trace.has(span, SpanFlag.ORPHAN) || trace.has(span, SpanFlag.CYCLE);
  }

  private boolean crosses(int parent, int span) {
    return !trace.service(parent).equals(trace.service(span)) && !trace.service(span).isEmpty();
  }

  private boolean isAnswered(int span) {
    for (int child = trace.firstChild(span); child >= 0; child = trace.nextSibling(child)) {
      if (!isInferred(child) && crosses(span, child)) {
        return true;
      }
    }
    return false;
  }

  private void answered(int span, int parent) {
    boolean isWaiting = trace.kind(parent) == SpanKind.CLIENT;
    boolean isMessage = trace.kind(parent) == SpanKind.PRODUCER;
    long duration = trace.durationNanos(isWaiting ? parent : span);
    boolean fails = isWaiting || isMessage;
    calls.add(
        new Call(
            span,
            isMessage ? Way.SENT : Way.WAITED_FOR,
            trace.service(parent),
            trace.operation(entries[parent]),
            trace.instance(parent),
            trace.service(span),
            trace.operation(span),
            trace.instance(span),
            Peer.Kind.NONE,
            duration,
            isWaiting ? Math.max(0, duration - trace.durationNanos(span)) : UNKNOWN,
            trace.isError(span) || (fails && trace.isError(parent)),
            trace.isTimeout(span) || (fails && trace.isTimeout(parent)),
            retries.number(span) > 0 || (fails && retries.number(parent) > 0)));
  }

  private void unanswered(int span) {
    calls.add(virtual(span, Way.WAITED_FOR, trace.peerKind(span)));
  }

  /** Without a topic it is told by the receiving side, if that is there. */
  private void sent(int span) {
    if (!trace.peer(span).isEmpty()) {
      calls.add(virtual(span, Way.SENT, Peer.Kind.QUEUE));
    }
  }

  private Call virtual(int span, Way way, Peer.Kind kind) {
    return new Call(
        span,
        way,
        trace.service(span),
        trace.operation(entries[span]),
        trace.instance(span),
        trace.peer(span),
        trace.operation(span),
        "",
        kind,
        trace.durationNanos(span),
        UNKNOWN,
        trace.isError(span),
        trace.isTimeout(span),
        retries.number(span) > 0);
  }

  private void received(int span, int parent) {
    if (parent >= 0
        && trace.kind(parent) == SpanKind.CONSUMER
        && trace.service(parent).equals(trace.service(span))) {
      return; // the same messages: fetched, then processed
    }
    boolean isSender = parent >= 0 && trace.kind(parent) == SpanKind.PRODUCER;
    String topic = trace.peer(span).isEmpty() && isSender ? trace.peer(parent) : trace.peer(span);
    if (topic.isEmpty()) {
      if (parent >= 0 && crosses(parent, span)) {
        answered(span, parent);
      }
      return;
    }
    long sent = isSender ? trace.startNanos(parent) + trace.durationNanos(parent) : 0;
    calls.add(
        new Call(
            span,
            Way.RECEIVED,
            topic,
            "",
            "",
            trace.service(span),
            trace.operation(span),
            trace.instance(span),
            Peer.Kind.QUEUE,
            trace.durationNanos(span),
            isSender ? Math.max(0, trace.startNanos(span) - sent) : UNKNOWN,
            trace.isError(span),
            trace.isTimeout(span),
            false));
  }
}
