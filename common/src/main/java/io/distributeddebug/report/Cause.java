package io.distributeddebug.report;

import io.distributeddebug.finding.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One hypothesis of why it happened, with its place among the others.
 *
 * @param service the name as in the lake, or of a virtual peer
 * @param kind one of the kinds of the interface, such as {@code slow_dependency}
 * @param resource {@code cpu}, {@code memory}, {@code network}, {@code disk} or {@code pool:NAME}
 * @param score nats after saturation, 0 without evidence
 * @param confidence 0..1
 * @param explanation why this would explain what was seen, a few sentences
 * @param evidenceAgainst what does not fit
 * @param affected services that suffer from it
 * @param ruledOutBecause set where there is no evidence and the name only fills the list
 */
public record Cause(
    int rank,
    String service,
    Optional<String> instance,
    Optional<String> operation,
    Optional<String> resource,
    String kind,
    double score,
    double confidence,
    String explanation,
    List<Evidence> evidence,
    List<Evidence> evidenceAgainst,
    List<String> affected,
    Optional<String> ruledOutBecause,
    List<String> whatToCheckNext,
    List<String> whatToDo) {
  public Cause {
    if (!(confidence >= 0 && confidence <= 1)) { // refuses NaN too
      throw new IllegalArgumentException("Invalid confidence: " + confidence + ", not in 0..1");
    }
    if (!(score >= 0)) {
      throw new IllegalArgumentException("Invalid score: " + score + ", below 0");
    }
    evidence = List.copyOf(evidence);
    evidenceAgainst = List.copyOf(evidenceAgainst);
    affected = List.copyOf(affected);
    whatToCheckNext = List.copyOf(whatToCheckNext);
    whatToDo = List.copyOf(whatToDo);
  }

  public boolean hasEvidence() {
    return score > 0 && ruledOutBecause.isEmpty();
  }

  /** Begins a cause, such as {@code Cause.of(1, "payment", "exception")}. */
  public static Builder of(int rank, String service, String kind) {
    return new Builder(rank, service, kind);
  }

  /** Collects the parts of a cause; what is not given stays empty. */
  public static final class Builder {
    private final int rank;
    private final String service;
    private final String kind;
    private Optional<String> instance = Optional.empty();
    private Optional<String> operation = Optional.empty();
    private Optional<String> resource = Optional.empty();
    private double score;
    private double confidence;
    private String explanation = "";
    private final List<Evidence> evidence = new ArrayList<>();
    private final List<Evidence> evidenceAgainst = new ArrayList<>();
    private final List<String> affected = new ArrayList<>();
    private Optional<String> ruledOutBecause = Optional.empty();
    private final List<String> whatToCheckNext = new ArrayList<>();
    private final List<String> whatToDo = new ArrayList<>();

    private Builder(int rank, String service, String kind) {
      this.rank = rank;
      this.service = service;
      this.kind = kind;
    }

    public Builder instance(String value) {
      instance = Optional.of(value);
      return this;
    }

    public Builder operation(String value) {
      operation = Optional.of(value);
      return this;
    }

    public Builder resource(String value) {
      resource = Optional.of(value);
      return this;
    }

    public Builder score(double value) {
      score = value;
      return this;
    }

    public Builder confidence(double value) {
      confidence = value;
      return this;
    }

    public Builder because(String value) {
      explanation = value;
      return this;
    }

    public Builder evidence(List<Evidence> value) {
      evidence.addAll(value);
      return this;
    }

    public Builder against(List<Evidence> value) {
      evidenceAgainst.addAll(value);
      return this;
    }

    public Builder affecting(List<String> value) {
      affected.addAll(value);
      return this;
    }

    public Builder ruledOut(String because) {
      ruledOutBecause = Optional.of(because);
      return this;
    }

    public Builder checkNext(List<String> value) {
      whatToCheckNext.addAll(value);
      return this;
    }

    public Builder whatToDo(List<String> value) {
      whatToDo.addAll(value);
      return this;
    }

    public Cause build() {
      return new Cause(
          rank,
          service,
          instance,
          operation,
          resource,
          kind,
          score,
          confidence,
          explanation,
          evidence,
          evidenceAgainst,
          affected,
          ruledOutBecause,
          whatToCheckNext,
          whatToDo);
    }
  }
}
