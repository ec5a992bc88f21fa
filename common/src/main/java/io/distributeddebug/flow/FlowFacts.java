package io.distributeddebug.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Turns the flow of one trace into facts that can be counted over many traces. */
public final class FlowFacts {
  /** Order in which a trace's steps are told: time, then names, so that ties are no matter. */
  public static final Comparator<Step> BY_TIME =
      Comparator.comparingLong(Step::unixNanos)
          .thenComparing(Step::service)
          .thenComparing(Step::event)
          .thenComparing(Step::previous)
          .thenComparing(Step::operation);

  private FlowFacts() {}

  public static void emit(Flow flow, FactSink sink) {
    for (Gap gap : flow.gaps()) {
      FactKey key =
          gap.peerKind().isEmpty()
              ? FactKey.of(
                  FactKind.GAP,
                  gap.caller(),
                  gap.callerOperation(),
                  gap.callee(),
                  gap.calleeOperation())
              : FactKey.of(
                  FactKind.PEER, gap.caller(), gap.callerOperation(), gap.callee(), gap.peerKind());
      sink.duration(key, gap.nanos(), Tally.ONE);
    }
    for (SelfTime self : flow.selfTimes()) {
      sink.duration(
          FactKey.of(FactKind.SELF, self.service(), self.operation()), self.nanos(), Tally.ONE);
    }
    for (Invocation invocation : flow.invocations()) {
      long failed = invocation.isError() ? Tally.ONE : 0;
      sink.duration(
          FactKey.of(FactKind.INSTANCE, invocation.service(), invocation.instance()),
          invocation.selfNanos(),
          failed);
      sink.duration(
          FactKey.of(FactKind.INVOCATION, invocation.service(), invocation.operation()),
          invocation.endUnixNanos() - invocation.startUnixNanos(),
          failed);
      if (!invocation.version().isEmpty()) {
        sink.count(
            FactKey.of(FactKind.VERSION, invocation.service(), invocation.version()), 1, 0, "");
      }
    }
    for (Call call : flow.calls()) {
      sink.count(
          FactKey.of(FactKind.CALL, call.caller(), call.callee()),
          1,
          call.isRepeat() ? Tally.ONE : 0,
          "");
    }
    steps(flow, sink);
  }

  private static void steps(Flow flow, FactSink sink) {
    List<Step> steps = new ArrayList<>(flow.steps());
    steps.sort(BY_TIME);
    Map<String, long[]> visits = new HashMap<>();
    Map<FactKey, Counted> seen = new LinkedHashMap<>();
    Map<FactKey, Step> errors = new LinkedHashMap<>();
    TreeSet<String> services = new TreeSet<>();
    for (Step step : steps) {
      services.add(step.service());
      long[] contextVisits = visits.computeIfAbsent(context(step), c -> new long[1]);
      contextVisits[0]++;
      seen.computeIfAbsent(key(step), k -> new Counted(step, contextVisits)).times++;
      if (step.isError()) {
        errors.putIfAbsent(FactKey.of(FactKind.ERROR_TRACES, step.service(), step.event()), step);
      }
    }
    seen.forEach((key, counted) -> sink.count(key, 1, counted.weight(), note(counted.first)));
    errors.forEach((key, step) -> sink.count(key, 1, Tally.ONE, note(step)));
    for (String service : services) {
      sink.count(FactKey.of(FactKind.TRACES, service), 1, 0, "");
    }
  }

  private static FactKey key(Step step) {
    return FactKey.of(
        FactKind.STEP,
        step.service(),
        step.operation(),
        step.previous(),
        step.event(),
        step.isError() ? "error" : "");
  }

  private static String context(Step step) {
    return step.service() + '\u001f' + step.operation() + '\u001f' + step.previous();
  }

  private static String note(Step step) {
    return new StepNote(step.operation(), step.lastLog(), step.nextLog()).encoded();
  }

  private static final class Counted {
    private final Step first;
    private final long[] contextVisits;
    private int times;

    Counted(Step first, long[] contextVisits) {
      this.first = first;
      this.contextVisits = contextVisits;
    }

    /** Steps of one trace depend on each other: a context visited n times counts as sqrt(n). */
    long weight() {
      return Math.round(times / Math.sqrt((double) contextVisits[0]) * Tally.ONE);
    }
  }
}
