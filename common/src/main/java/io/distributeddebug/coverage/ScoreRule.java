package io.distributeddebug.coverage;

import java.util.Arrays;
import java.util.Optional;

/**
 * Rules of the Instrumentation Score (github.com/instrumentation-score/spec, version 0.1), by their
 * ids and with their impacts: those that can be judged by what the lake holds. A rule fails where
 * one thing that it is about fails.
 */
public enum ScoreRule {
  RES_001("RES-001", 20, "resources have service.instance.id"),
  RES_005("RES-005", 40, "resources have service.name"),
  RES_007("RES-007", 30, "resources have deployment.environment.name"),
  SPA_001("SPA-001", 20, "traces have at most 10 INTERNAL spans of a service"),
  SPA_002("SPA-002", 20, "traces do not contain orphan spans"),
  SPA_004("SPA-004", 30, "root spans are not CLIENT spans"),
  SPA_005("SPA-005", 30, "traces have at most 20 INTERNAL spans shorter than 5 ms");

  private final String id;
  private final int weight;
  private final String meaning;

  ScoreRule(String id, int weight, String meaning) {
    this.id = id;
    this.weight = weight;
    this.meaning = meaning;
  }

  public String id() {
    return id;
  }

  /** Critical 40, important 30, normal 20, low 10. */
  public int weight() {
    return weight;
  }

  public String meaning() {
    return meaning;
  }

  public static Optional<ScoreRule> named(String id) {
    return Arrays.stream(values()).filter(rule -> rule.id.equals(id)).findFirst();
  }
}
