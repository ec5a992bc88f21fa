package io.distributeddebug.latency;

import java.io.Serializable;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the traces of one stretch of time add up to: requests per operation, calls per key, spans
 * per service and version. Merging is exact, in any order. Grows with the code, not with the load.
 */
public final class Traffic implements Serializable {
  private static final long serialVersionUID = 1;

  private final TreeMap<OperationKey, OperationTally> operations = new TreeMap<>();
  private final TreeMap<CallKey, CallTally> calls = new TreeMap<>();
  private final TreeMap<String, SortedMap<String, VersionTally>> versions = new TreeMap<>();
  private final TreeMap<CallSite, Answers> answers = new TreeMap<>();
  private long spans;

  OperationTally operation(String service, String operation) {
    return operations.computeIfAbsent(
        new OperationKey(service, operation), key -> new OperationTally());
  }

  CallTally call(CallKey key) {
    return calls.computeIfAbsent(key, k -> new CallTally());
  }

  Answers answers(CallSite site) {
    return answers.computeIfAbsent(site, key -> new Answers());
  }

  void span(TimedTrace.Row row) {
    spans++;
    versions
        .computeIfAbsent(row.service(), service -> new TreeMap<>())
        .computeIfAbsent(row.version(), version -> new VersionTally())
        .add(row.startUnixNanos(), row.isError());
  }

  void merge(Traffic other) {
    spans += other.spans;
    other.operations.forEach(
        (key, tally) -> operations.computeIfAbsent(key, k -> new OperationTally()).merge(tally));
    other.calls.forEach((key, tally) -> call(key).merge(tally));
    other.answers.forEach((site, added) -> answers(site).merge(added));
    other.versions.forEach(
        (service, byVersion) ->
            byVersion.forEach(
                (version, tally) ->
                    versions
                        .computeIfAbsent(service, s -> new TreeMap<>())
                        .computeIfAbsent(version, v -> new VersionTally())
                        .merge(tally)));
  }

  public long spans() {
    return spans;
  }

  public SortedMap<OperationKey, OperationTally> operations() {
    return Collections.unmodifiableSortedMap(operations);
  }

  public SortedMap<CallKey, CallTally> calls() {
    return Collections.unmodifiableSortedMap(calls);
  }

  /** Successful calls by client spans, whether or not the called side has left a span. */
  public SortedMap<CallSite, Answers> answers() {
    return Collections.unmodifiableSortedMap(answers);
  }

  /**
   * The same calls, those into an external host that is one of these services as calls of the
   * service: their other side was lost, not foreign.
   */
  SortedMap<CallKey, CallTally> calls(Set<String> services) {
    TreeMap<CallKey, CallTally> known = new TreeMap<>();
    calls.forEach(
        (key, tally) ->
            known.computeIfAbsent(key.among(services), k -> new CallTally()).merge(tally));
    return known;
  }

  /** By service, then by version; spans without a version under the empty text. */
  public SortedMap<String, SortedMap<String, VersionTally>> versions() {
    return Collections.unmodifiableSortedMap(versions);
  }

  /** Calls between two ends, whatever the operations. */
  SortedMap<CallKey, CallTally> edges(Set<String> services) {
    TreeMap<CallKey, CallTally> edges = new TreeMap<>();
    calls(services)
        .forEach(
            (key, tally) ->
                edges.computeIfAbsent(key.withoutOperations(), k -> new CallTally()).merge(tally));
    return edges;
  }

  /** Requests of each service, whatever the operation; keys with an empty operation. */
  public SortedMap<OperationKey, OperationTally> services() {
    TreeMap<OperationKey, OperationTally> services = new TreeMap<>();
    operations.forEach(
        (key, tally) ->
            services
                .computeIfAbsent(new OperationKey(key.service(), ""), k -> new OperationTally())
                .merge(tally));
    return services;
  }
}
