package io.distributeddebug.jobs.evaluation;

import io.distributeddebug.cause.Hypothesis;
import io.distributeddebug.cause.RankedCauses;
import io.distributeddebug.simulation.InjectedFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One simulated archive and what was said about it.
 *
 * @param fault its name, {@code none} for a quiet system
 * @param truth what was injected, empty for a quiet system
 */
record FaultCase(String fault, long seed, Optional<InjectedFault> truth, RankedCauses answer) {
  static final String QUIET = "none";

  /** From here on a confidence is high: a quiet system must stay below it. */
  private static final double HIGH = 0.9;

  private static final int SHOWN = 3;

  /** Place of the true service among the hypotheses that have evidence, 0 where it is not there. */
  int rank() {
    return truth.map(fault -> services().indexOf(fault.service()) + 1).orElse(0);
  }

  /** The first cause is the injected one and said to stand out, or nothing is said to. */
  boolean isRight() {
    return truth.isPresent()
        ? rank() == 1 && !answer.nothingStandsOut()
        : answer.nothingStandsOut();
  }

  boolean hasRightKind() {
    return isRight()
        && truth.filter(fault -> fault.kind().equals(suspects().get(0).kind().id())).isPresent();
  }

  boolean isConfidentAboutNothing() {
    return truth.isEmpty()
        && suspects().stream().anyMatch(hypothesis -> hypothesis.confidence() >= HIGH);
  }

  private List<Hypothesis> suspects() {
    return answer.hypotheses().stream().filter(hypothesis -> hypothesis.score() > 0).toList();
  }

  private List<String> services() {
    return suspects().stream().map(Hypothesis::service).toList();
  }

  /** One line: fault, seed, truth, its place, error of the onset, what came first. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    parts.add(isRight() ? "right" : "WRONG");
    parts.add(fault + " seed " + seed);
    truth.ifPresent(
        injected ->
            parts.add(
                String.format(
                    Locale.ROOT,
                    "%s at %s, place %s, onset %+d s",
                    injected.kind(),
                    injected.service(),
                    rank() == 0 ? "none" : rank(),
                    (answer.incident().fromUnixNanos() - injected.window().fromUnixNanos())
                        / 1_000_000_000L)));
    if (answer.nothingStandsOut()) {
      parts.add("nothing stands out");
    }
    suspects().stream()
        .limit(SHOWN)
        .forEach(
            hypothesis ->
                parts.add(
                    String.format(
                        Locale.ROOT,
                        "%s %s %.2f",
                        hypothesis.kind().id(),
                        hypothesis.service(),
                        hypothesis.confidence())));
    return String.join("; ", parts);
  }
}
