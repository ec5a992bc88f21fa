package io.distributeddebug.cause;

import io.distributeddebug.finding.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One answer to "what caused it?".
 *
 * @param service as in the lake; a database, queue or external host by its virtual peer's name
 * @param instance the one instance that differs from its siblings, empty otherwise
 * @param operation where it is in the service's code, empty where unknown
 * @param resource of a resource cause ({@code cpu}, {@code pool:orders}), empty otherwise
 * @param score sum of its signals in nats, each saturated; 0 means no evidence
 * @param confidence 0..1; what is missing to 1 over all hypotheses is "none of these"
 * @param explanation one sentence with numbers
 * @param evidenceAgainst what does not fit, empty where nothing was found
 * @param affected services that feel it, by name
 * @param ruledOutBecause why it is not the cause, empty where it may be
 */
public record Hypothesis(
    String service,
    String instance,
    String operation,
    Optional<String> resource,
    CauseKind kind,
    double score,
    double confidence,
    String explanation,
    List<Evidence> evidence,
    List<Evidence> evidenceAgainst,
    List<String> affected,
    Optional<String> ruledOutBecause,
    List<String> whatToCheckNext,
    List<String> whatToDo) {
  public Hypothesis {
    if (!(score >= 0)) {
      throw new IllegalArgumentException("Invalid score: " + score + ", not 0 or above");
    }
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("Invalid confidence: " + confidence + ", not in 0..1");
    }
    evidence = List.copyOf(evidence);
    evidenceAgainst = List.copyOf(evidenceAgainst);
    affected = List.copyOf(affected);
    whatToCheckNext = List.copyOf(whatToCheckNext);
    whatToDo = List.copyOf(whatToDo);
  }

  /** The same with less weight, and what is against it. */
  Hypothesis weakened(double factor, Evidence against) {
    List<Evidence> all = new ArrayList<>(evidenceAgainst);
    all.add(0, against);
    return new Hypothesis(
        service,
        instance,
        operation,
        resource,
        kind,
        factor * score,
        factor * confidence,
        explanation,
        evidence,
        all,
        affected,
        ruledOutBecause,
        whatToCheckNext,
        whatToDo);
  }
}
