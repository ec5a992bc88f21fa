package io.distributeddebug.jobs.topology;

import io.distributeddebug.jobs.trace.TraceSet;
import io.distributeddebug.topology.ChainTally;
import io.distributeddebug.trace.CallTree;
import io.distributeddebug.trace.Trace;
import java.util.List;

/** Chains of calls over all traces: one pass, no shuffle where the hub is there. */
public final class ChainQuery {
  private ChainQuery() {}

  /**
   * Counts the chains of services, or of their operations.
   *
   * @param detail SERVICE or OPERATION
   */
  public static ChainTally collect(TraceSet traces, Detail detail) {
    return traces.fold(new Count(detail));
  }

  private record Count(Detail detail) implements TraceSet.Fold<ChainTally> {
    @Override
    public ChainTally zero() {
      return new ChainTally();
    }

    @Override
    public void add(ChainTally sum, Trace trace) {
      List<CallTree.Node> nodes = CallTree.of(trace).nodes();
      int[] callers = nodes.stream().mapToInt(CallTree.Node::caller).toArray();
      sum.add(trace.id(), callers, nodes.stream().map(this::name).toArray(String[]::new));
    }

    private String name(CallTree.Node node) {
      return detail == Detail.SERVICE || node.isPeer()
          ? node.name()
          : "[" + node.name() + "] " + node.operation();
    }

    @Override
    public ChainTally merge(ChainTally one, ChainTally other) {
      return one.merge(other);
    }
  }
}
