package io.distributeddebug.latency;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** What each operation and each edge did in the baseline, and what it did in the incident. */
public final class TrafficComparison {
  private final TrafficBySlice bySlice;
  private final Traffic baseline;
  private final Traffic incident;

  private TrafficComparison(TrafficBySlice bySlice) {
    this.bySlice = bySlice;
    baseline = bySlice.baseline();
    incident = bySlice.incident();
  }

  public static TrafficComparison of(TrafficBySlice bySlice) {
    return new TrafficComparison(bySlice);
  }

  /** One operation in both windows; a tally without requests where it was not there. */
  public record OperationPair(OperationKey key, OperationTally baseline, OperationTally incident) {}

  /** One edge, or one operation's calls of another, in both windows. */
  public record CallPair(CallKey key, CallTally baseline, CallTally incident) {}

  public Slices slices() {
    return bySlice.slices();
  }

  public Traffic baseline() {
    return baseline;
  }

  public Traffic incident() {
    return incident;
  }

  /** The slices of the baseline, in order of time: how much it varies in itself. */
  public List<Traffic> baselineSlices() {
    return bySlice.baselineSlices();
  }

  public List<OperationPair> operations() {
    return operationPairs(baseline.operations(), incident.operations());
  }

  /** Services as wholes; their keys have an empty operation. */
  public List<OperationPair> services() {
    return operationPairs(baseline.services(), incident.services());
  }

  public List<CallPair> calls() {
    return callPairs(baseline.calls(names()), incident.calls(names()));
  }

  /** Edges between services and virtual peers, whatever the operations. */
  public List<CallPair> edges() {
    return callPairs(baseline.edges(names()), incident.edges(names()));
  }

  private Set<String> names() {
    Set<String> services = new TreeSet<>(baseline.versions().keySet());
    services.addAll(incident.versions().keySet());
    return services;
  }

  private static List<OperationPair> operationPairs(
      Map<OperationKey, OperationTally> before, SortedMap<OperationKey, OperationTally> during) {
    TreeSet<OperationKey> keys = new TreeSet<>(before.keySet());
    keys.addAll(during.keySet());
    List<OperationPair> pairs = new ArrayList<>();
    for (OperationKey key : keys) {
      pairs.add(
          new OperationPair(
              key,
              before.getOrDefault(key, new OperationTally()),
              during.getOrDefault(key, new OperationTally())));
    }
    return pairs;
  }

  private static List<CallPair> callPairs(
      Map<CallKey, CallTally> before, SortedMap<CallKey, CallTally> during) {
    TreeSet<CallKey> keys = new TreeSet<>(before.keySet());
    keys.addAll(during.keySet());
    List<CallPair> pairs = new ArrayList<>();
    for (CallKey key : keys) {
      pairs.add(
          new CallPair(
              key,
              before.getOrDefault(key, new CallTally()),
              during.getOrDefault(key, new CallTally())));
    }
    return pairs;
  }
}
