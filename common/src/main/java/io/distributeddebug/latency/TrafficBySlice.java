package io.distributeddebug.latency;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link Traffic} of each of the {@link Slices}. A span counts in the slice that it starts in;
 * traces are given whole, so that each call finds its two sides.
 */
public final class TrafficBySlice implements Serializable {
  private static final long serialVersionUID = 1;

  private final Slices slices;
  private final ArrayList<Traffic> traffic = new ArrayList<>();

  public TrafficBySlice(Slices slices) {
    this.slices = slices;
    for (int i = 0; i < slices.count(); i++) {
      traffic.add(new Traffic());
    }
  }

  /** Adds what the trace tells. */
  public void add(TimedTrace trace) {
    for (int span = 0; span < trace.size(); span++) {
      TimedTrace.Row row = trace.row(span);
      int slice = slices.at(row.startUnixNanos());
      if (slice < 0) {
        continue;
      }
      Traffic into = traffic.get(slice);
      into.span(row);
      if (trace.isEntry(span)) {
        into.operation(row.service(), row.operation())
            .add(trace.traceId(), row, Breakdown.of(trace, span), trace.parent(span) < 0);
        addAnswered(trace, span, into);
      }
      addUnanswered(trace, span, into);
      if (row.isClient() && !row.isError()) {
        into.answers(new CallSite(row.service(), row.operation()))
            .add(trace.traceId(), row.durationNanos(), answering(trace, span));
      }
    }
  }

  /** A call of which the called side has left a span. */
  private static void addAnswered(TimedTrace trace, int callee, Traffic into) {
    int caller = trace.parent(callee);
    if (caller < 0
        || trace.row(callee).isParentInferred()
        || trace.row(caller).service().equals(trace.row(callee).service())) {
      return;
    }
    TimedTrace.Row called = trace.row(callee);
    TimedTrace.Row calling = trace.row(caller);
    boolean isMessage = calling.isProducer() || called.kind().equals("CONSUMER");
    String entryOperation = trace.row(trace.entry(caller)).operation();
    CallTally tally =
        into.call(
            new CallKey(
                calling.service(),
                entryOperation,
                called.service(),
                called.operation(),
                isMessage ? "queue" : "service"));
    boolean isTimed = calling.isClient() && !isMessage;
    tally.add(
        trace.traceId(),
        isTimed ? calling.durationNanos() : called.durationNanos(),
        called.isError() || (calling.isCall() && calling.isError()),
        called.isTimeout() || (calling.isCall() && calling.isTimeout()),
        calling.retryNumber() > 0 || called.retryNumber() > 0,
        called.samplingWeight());
    if (isMessage) {
      tally.addGap(called.startUnixNanos() - calling.endUnixNanos());
    } else if (isTimed) {
      tally.addGap(calling.durationNanos() - called.durationNanos());
    }
  }

  /** A call of which only the calling side is there: a virtual peer, or a lost or late answer. */
  private static void addUnanswered(TimedTrace trace, int span, Traffic into) {
    TimedTrace.Row row = trace.row(span);
    boolean isVirtual = row.hasVirtualPeer();
    if (row.peer().isEmpty() || !(isVirtual || row.isCall()) || !answering(trace, span).isEmpty()) {
      return;
    }
    into.call(
            new CallKey(
                row.service(),
                trace.row(trace.entry(span)).operation(),
                row.peer(),
                isVirtual ? row.operation() : "",
                isVirtual ? row.peerKind() : "service"))
        .add(
            trace.traceId(),
            row.durationNanos(),
            row.isError(),
            row.isTimeout(),
            row.retryNumber() > 0,
            row.samplingWeight());
  }

  /** The other service that has left a span of the call; empty without. */
  private static String answering(TimedTrace trace, int span) {
    for (int child = trace.firstChild(span); child >= 0; child = trace.nextSibling(child)) {
      TimedTrace.Row called = trace.row(child);
      if (!called.service().equals(trace.row(span).service())) {
        return called.service();
      }
    }
    return "";
  }

  /** Adds another part of the same slices. */
  public TrafficBySlice merge(TrafficBySlice other) {
    for (int i = 0; i < traffic.size(); i++) {
      traffic.get(i).merge(other.traffic.get(i));
    }
    return this;
  }

  public Slices slices() {
    return slices;
  }

  public Traffic of(int slice) {
    return traffic.get(slice);
  }

  /** All slices of the incident together. */
  public Traffic incident() {
    return sum(true);
  }

  /** All slices of the baseline together. */
  public Traffic baseline() {
    return sum(false);
  }

  private Traffic sum(boolean ofIncident) {
    Traffic sum = new Traffic();
    for (int i = 0; i < traffic.size(); i++) {
      if (slices.isIncident(i) == ofIncident) {
        sum.merge(traffic.get(i));
      }
    }
    return sum;
  }

  /** The slices of the baseline, in order of time. */
  public List<Traffic> baselineSlices() {
    List<Traffic> baseline = new ArrayList<>();
    for (int i = 0; i < traffic.size(); i++) {
      if (!slices.isIncident(i)) {
        baseline.add(traffic.get(i));
      }
    }
    return baseline;
  }
}
