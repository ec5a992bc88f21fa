package io.distributeddebug.cause;

import io.distributeddebug.finding.Evidence;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts a judged choice of windows into words. */
final class Answer {
  /** The best cause must be likelier than "none of these" to stand out. */
  static final double STANDS_OUT = 0.5;

  private static final int FILLED_UP_TO = 5;
  private static final int MOST = 10;
  private static final long MINUTE = 60_000_000_000L;

  private Answer() {}

  static RankedCauses withoutData(Window search) {
    return new RankedCauses(
        search,
        "no traces and no metrics lie in this time",
        List.of(),
        "none",
        List.of(),
        true,
        List.of("No data lie in the time that was searched."));
  }

  static RankedCauses of(
      Alternative alternative, Window incident, List<Signal> signals, UnderSuspicion named) {
    WindowChoice choice = alternative.comparison().choice();
    List<Suspicion> suspicions =
        named.lead(alternative.suspicions(), alternative.comparison().incident());
    List<Double> confidences = Confidence.of(suspicions.stream().map(Suspicion::score).toList());
    Degradation degradation = Degradation.of(alternative.comparison());
    List<Hypothesis> hypotheses = new ArrayList<>();
    for (int i = 0; i < suspicions.size() && i < MOST && suspicions.get(i).score() > 0; i++) {
      boolean leadsAsNamed = i == 0 && !suspicions.get(0).subject().equals(alternative.leader());
      hypotheses.add(
          hypothesis(
              suspicions.get(i),
              confidences.get(i),
              alternative.comparison(),
              degradation,
              leadsAsNamed
                  ? "; it leads as the services that were named lead; by the data alone "
                      + alternative.leader()
                      + " comes first"
                  : ""));
    }
    suspicions.stream()
        .filter(suspicion -> suspicion.score() <= 0)
        .sorted(Comparator.comparing(Suspicion::subject))
        .limit(Math.max(0, FILLED_UP_TO - hypotheses.size()))
        .forEach(suspicion -> hypotheses.add(withoutEvidence(suspicion.subject())));
    boolean nothing =
        hypotheses.stream().noneMatch(hypothesis -> hypothesis.confidence() >= STANDS_OUT);
    return new RankedCauses(
        incident,
        nothing
            ? "the place where the data differ most from before; it does not stand out"
            : "the onset before which all is as usual and after which "
                + alternative.leader()
                + " is not, at the scale of "
                + choice.scaleNanos() / MINUTE
                + " minutes",
        choice.baselines(),
        choice.baselines().size() > 1
            ? "the time before the onset, and what was named as normal"
            : "the time before the onset",
        hypotheses,
        nothing,
        signals.stream()
            .map(signal -> signal.absence(alternative.comparison()))
            .filter(absence -> !absence.isEmpty())
            .toList());
  }

  private static Hypothesis withoutEvidence(String service) {
    return new Hypothesis(
        service,
        "",
        "",
        Optional.empty(),
        CauseKind.UNKNOWN,
        0,
        0,
        "Nothing speaks for " + service + ".",
        List.of(),
        List.of(),
        List.of(),
        Optional.of("no signal differs from the baseline"),
        List.of(),
        List.of());
  }

  private static Hypothesis hypothesis(
      Suspicion suspicion,
      double confidence,
      Comparison comparison,
      Degradation degradation,
      String whyHere) {
    Clue first = suspicion.clues().get(0);
    List<Evidence> evidence = new ArrayList<>();
    suspicion.clues().forEach(clue -> evidence.addAll(clue.evidence()));
    Optional<VersionChange> deployed = VersionChange.of(suspicion.subject(), comparison);
    deployed.ifPresent(change -> evidence.add(change.evidence()));
    Set<String> affected = degradation.causedBy(suspicion.subject());
    return new Hypothesis(
        suspicion.subject(),
        first.instance(),
        first.operation(),
        first.resource(),
        first.kind(),
        suspicion.score(),
        confidence,
        explanation(suspicion, first, deployed, affected, whyHere),
        evidence,
        new EvidenceAgainst(comparison, degradation).of(suspicion),
        List.copyOf(affected),
        Optional.empty(),
        Advice.toCheck(first),
        Advice.toDo(first, deployed));
  }

  private static String explanation(
      Suspicion suspicion,
      Clue first,
      Optional<VersionChange> deployed,
      Set<String> affected,
      String whyHere) {
    StringBuilder text = new StringBuilder();
    text.append(suspicion.subject())
        .append(": ")
        .append(Advice.name(first.kind()))
        .append(", because ")
        .append(first.statement());
    suspicion.strongest().values().stream()
        .filter(clue -> !clue.signal().equals(first.signal()))
        .forEach(clue -> text.append("; also ").append(clue.statement()));
    deployed.ifPresent(change -> text.append("; ").append(change.statement()));
    text.append(whyHere).append('.');
    if (!affected.isEmpty()) {
      text.append(" It is felt in ").append(String.join(", ", affected)).append('.');
    }
    return text.toString();
  }
}
