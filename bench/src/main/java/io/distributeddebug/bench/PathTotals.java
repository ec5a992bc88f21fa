package io.distributeddebug.bench;

import io.distributeddebug.jobs.trace.TraceSet;
import io.distributeddebug.trace.CriticalPath;
import io.distributeddebug.trace.SpanFlag;
import io.distributeddebug.trace.Trace;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Edges of services, own time and critical paths of all traces, added up. */
public final class PathTotals implements Serializable {
  private static final long serialVersionUID = 1L;

  private final HashMap<String, HashMap<String, long[]>> edges = new HashMap<>();
  private final boolean hasPaths;
  long spans;
  long traces;
  long selfNanos;
  long pathNanos;

  PathTotals(boolean hasPaths) {
    this.hasPaths = hasPaths;
  }

  void add(Trace trace) {
    traces++;
    spans += trace.size();
    String caller = "";
    HashMap<String, long[]> callees = null;
    for (int span = 0; span < trace.size(); span++) {
      selfNanos += trace.selfNanos(span);
      int parent = trace.parent(span);
      if (parent >= 0 && !trace.has(span, SpanFlag.ORPHAN) && !trace.has(span, SpanFlag.CYCLE)) {
        if (callees == null || !caller.equals(trace.service(parent))) {
          caller = trace.service(parent);
          callees = edges.computeIfAbsent(caller, name -> new HashMap<>());
        }
        callees.computeIfAbsent(trace.service(span), name -> new long[1])[0]++;
      }
    }
    if (hasPaths && trace.size() > 0) {
      CriticalPath path = CriticalPath.of(trace);
      for (int span = 0; span < trace.size(); span++) {
        pathNanos += path.nanos(span);
      }
    }
  }

  PathTotals merge(PathTotals other) {
    other.edges.forEach(
        (caller, added) ->
            added.forEach(
                (callee, count) ->
                    edges.computeIfAbsent(caller, name -> new HashMap<>())
                            .computeIfAbsent(callee, name -> new long[1])[0] +=
                        count[0]));
    spans += other.spans;
    traces += other.traces;
    selfNanos += other.selfNanos;
    pathNanos += other.pathNanos;
    return this;
  }

  SortedMap<String, Long> edges() {
    SortedMap<String, Long> sorted = new TreeMap<>();
    for (Map.Entry<String, HashMap<String, long[]>> caller : edges.entrySet()) {
      caller
          .getValue()
          .forEach((callee, count) -> sorted.put(caller.getKey() + " > " + callee, count[0]));
    }
    return sorted;
  }

  /** Over a set of traces. */
  record Fold(boolean hasPaths) implements TraceSet.Fold<PathTotals> {
    @Override
    public PathTotals zero() {
      return new PathTotals(hasPaths);
    }

    @Override
    public void add(PathTotals sum, Trace trace) {
      sum.add(trace);
    }

    @Override
    public PathTotals merge(PathTotals one, PathTotals other) {
      return one.merge(other);
    }
  }
}
