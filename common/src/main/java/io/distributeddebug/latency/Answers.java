package io.distributeddebug.latency;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Successful calls of one site, and which services have left a span of them. Somebody answered each
 * of these calls, so those without such a span have lost it. Merging is exact, in any order.
 */
public final class Answers implements Serializable {
  private static final long serialVersionUID = 1;

  private final TreeMap<String, Long> answeredBy = new TreeMap<>();
  private long calls;
  private Example unanswered = Example.NONE;

  /** Adds a call, with the service whose span is below it, or none. */
  void add(String traceId, long nanos, String service) {
    calls++;
    if (service.isEmpty()) {
      unanswered = unanswered.or(new Example(traceId, nanos));
    } else {
      answeredBy.merge(service, 1L, Long::sum);
    }
  }

  /** Adds the other's to these. */
  public void merge(Answers other) {
    calls += other.calls;
    other.answeredBy.forEach((service, count) -> answeredBy.merge(service, count, Long::sum));
    unanswered = unanswered.or(other.unanswered);
  }

  public long calls() {
    return calls;
  }

  /** Calls of which some service has left a span. */
  public long answered() {
    return answeredBy.values().stream().mapToLong(count -> count).sum();
  }

  public Map<String, Long> answeredBy() {
    return Collections.unmodifiableMap(answeredBy);
  }

  /** The longest of those without. */
  public Example unanswered() {
    return unanswered;
  }
}
