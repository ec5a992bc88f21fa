package io.distributeddebug.trace;

import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The critical paths of many traces, by the endpoint that they are the paths of. Merging is exact,
 * in any order; grows with the code and the variety of paths, not with the load.
 */
public final class PathSummary implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TreeMap<Endpoint, EndpointPaths> endpoints = new TreeMap<>();
  private final TreeMap<String, Long> reasons = new TreeMap<>();

  /** Where traces enter. */
  public record Endpoint(String service, String operation)
      implements Comparable<Endpoint>, Serializable {
    @Override
    public int compareTo(Endpoint other) {
      int order = service.compareTo(other.service);
      return order != 0 ? order : operation.compareTo(other.operation);
    }
  }

  /** Adds one trace's path, or the reason why it has none. */
  public void add(PathAnswer answer, SiblingOrders orders) {
    if (answer instanceof PathAnswer.Missing missing) {
      reasons.merge(missing.reason(), 1L, Long::sum);
      return;
    }
    PathAnswer.Found found = (PathAnswer.Found) answer;
    Trace trace = found.trace();
    Endpoint endpoint = new Endpoint(trace.service(found.entry()), trace.operation(found.entry()));
    endpoints.computeIfAbsent(endpoint, key -> new EndpointPaths()).add(found, orders);
  }

  /** Adds the other's to these, and returns these. */
  public PathSummary merge(PathSummary other) {
    other.endpoints.forEach(
        (key, added) -> endpoints.computeIfAbsent(key, k -> new EndpointPaths()).merge(added));
    other.reasons.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
    return this;
  }

  public SortedMap<Endpoint, EndpointPaths> endpoints() {
    return Collections.unmodifiableSortedMap(endpoints);
  }

  /** Traces without a path, by the reason. */
  public SortedMap<String, Long> reasons() {
    return Collections.unmodifiableSortedMap(reasons);
  }
}
