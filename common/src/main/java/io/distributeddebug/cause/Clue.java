package io.distributeddebug.cause;

import io.distributeddebug.finding.Evidence;
import java.util.List;
import java.util.Optional;

/**
 * What one signal says about one service.
 *
 * @param subject the service, or a virtual peer's name
 * @param nats after multiplicity, above 0
 * @param precedence causal order: a lower one explains the higher ones of the same service
 * @param where operation, region or metric that shows it, empty where it is the whole service
 * @param operation entry operation or span name, empty where it is the whole service
 * @param excessNanos time lost to it
 * @param statement half a sentence with numbers that follows "because"
 */
record Clue(
    String subject,
    String signal,
    double nats,
    CauseKind kind,
    int precedence,
    String where,
    String operation,
    String instance,
    Optional<String> resource,
    double excessNanos,
    String statement,
    List<Evidence> evidence) {
  /** A saturated resource of an instance explains its own slowness. */
  static final int RESOURCE_FIRST = 0;

  static final int AFTER_RESOURCES = 1;

  Clue {
    evidence = List.copyOf(evidence);
  }

  Clue withKind(CauseKind other) {
    return new Clue(
        subject,
        signal,
        nats,
        other,
        precedence,
        where,
        operation,
        instance,
        resource,
        excessNanos,
        statement,
        evidence);
  }
}
