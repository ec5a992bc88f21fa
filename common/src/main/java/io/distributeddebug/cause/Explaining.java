package io.distributeddebug.cause;

import io.distributeddebug.flow.FactKey;
import io.distributeddebug.flow.FactKind;
import io.distributeddebug.flow.Flow;
import io.distributeddebug.flow.FlowFacts;
import io.distributeddebug.flow.Gap;
import io.distributeddebug.flow.Step;
import io.distributeddebug.flow.Tally;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * "First in its trace": within one trace a changed step is explained by an earlier one in another
 * service, or by an earlier late call of a blamed service, to the share by which the earlier one is
 * as strong. This separates the service that broke from its callers that log the consequences, and
 * from services called later with bad data.
 *
 * <p>Built on the driver from sums, carried to the traces, and asked once per trace of the incident
 * window.
 */
public final class Explaining implements Serializable {
  private static final long serialVersionUID = 1L;

  private final HashMap<Context, Double> strength;
  private final HashMap<Context, Set<String>> grown;
  private final HashMap<FactKey, Late> late;

  Explaining(
      Map<Context, Double> strength, Map<Context, Set<String>> grown, Map<FactKey, Late> late) {
    this.strength = new HashMap<>(strength);
    this.grown = new HashMap<>(grown);
    this.late = new HashMap<>(late);
  }

  /** From which duration on a call is late, and what the services at its ends are blamed for. */
  record Late(long fromNanos, double callerNats, double calleeNats) implements Serializable {}

  /** Takes what is left unexplained. */
  @FunctionalInterface
  public interface Sink {
    /** One occurrence; {@code unexplained} is a fixed-point share, {@link Tally#ONE} = 1. */
    void accept(Place place, long unexplained);
  }

  /** Nothing changed: no trace has anything to tell. */
  public boolean isEmpty() {
    return strength.isEmpty();
  }

  public void ask(Flow flow, Sink sink) {
    List<Step> steps = new ArrayList<>(flow.steps());
    steps.sort(FlowFacts.BY_TIME);
    Map<String, Double> strongest = new HashMap<>();
    List<LateCall> lateCalls = null;
    for (Step step : steps) {
      Context context = Context.of(step);
      if (step.isRepeat()) {
        continue; // the failure that it repeats came first, but is not why it fails again
      }
      boolean counts = grew(context, step.event());
      Context anywhere = Context.anywhere(step.service(), step.event());
      boolean countsAnywhere = step.isError() && grew(anywhere, step.event());
      if (!counts && !countsAnywhere) {
        continue;
      }
      if (lateCalls == null) {
        lateCalls = lateCalls(flow);
      }
      if (counts) {
        tell(context, step, strongest, lateCalls, sink);
      }
      if (countsAnywhere) {
        tell(anywhere, step, strongest, lateCalls, sink);
      }
    }
  }

  private boolean grew(Context context, String event) {
    Set<String> events = grown.get(context);
    return events != null && events.contains(event);
  }

  private void tell(
      Context context,
      Step step,
      Map<String, Double> strongest,
      List<LateCall> lateCalls,
      Sink sink) {
    double own = strength.get(context);
    double earlier = 0;
    for (Map.Entry<String, Double> other : strongest.entrySet()) {
      if (!other.getKey().equals(step.service())) {
        earlier = Math.max(earlier, other.getValue());
      }
    }
    for (LateCall call : lateCalls) {
      if (!call.service.equals(step.service()) && call.unixNanos <= step.unixNanos()) {
        earlier = Math.max(earlier, call.nats);
      }
    }
    double unexplained = 1 - Math.min(1, earlier / own);
    sink.accept(new Place(context, step.event()), Math.round(unexplained * Tally.ONE));
    strongest.merge(step.service(), own, Math::max);
  }

  private List<LateCall> lateCalls(Flow flow) {
    List<LateCall> calls = new ArrayList<>();
    for (Gap gap : flow.gaps()) {
      Late judged = late.get(key(gap));
      if (judged != null && gap.nanos() >= judged.fromNanos()) {
        if (judged.calleeNats() > 0) {
          calls.add(new LateCall(gap.startUnixNanos(), gap.callee(), judged.calleeNats()));
        }
        if (judged.callerNats() > 0) {
          calls.add(new LateCall(gap.startUnixNanos(), gap.caller(), judged.callerNats()));
        }
      }
    }
    return calls;
  }

  private static FactKey key(Gap gap) {
    return gap.peerKind().isEmpty()
        ? FactKey.of(
            FactKind.GAP, gap.caller(), gap.callerOperation(), gap.callee(), gap.calleeOperation())
        : FactKey.of(
            FactKind.PEER, gap.caller(), gap.callerOperation(), gap.callee(), gap.peerKind());
  }

  private record LateCall(long unixNanos, String service, double nats) {}
}
