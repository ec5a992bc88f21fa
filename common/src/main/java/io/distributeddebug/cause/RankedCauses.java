package io.distributeddebug.cause;

import io.distributeddebug.finding.Evidence;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The answer: the windows that were compared, and the hypotheses, likeliest first, without ties.
 *
 * @param baselines what the incident was compared with, each a quiet stretch
 * @param nothingStandsOut no hypothesis reaches the threshold: the first is no more than a place to
 *     look at
 * @param absentSignals what could not be judged for want of data, one sentence each
 */
public record RankedCauses(
    Window incident,
    String incidentFoundBy,
    List<Window> baselines,
    String baselineFoundBy,
    List<Hypothesis> hypotheses,
    boolean nothingStandsOut,
    List<String> absentSignals) {
  public RankedCauses {
    baselines = List.copyOf(baselines);
    hypotheses = List.copyOf(hypotheses);
    absentSignals = List.copyOf(absentSignals);
  }

  private static final double OF_A_GAP = 0.5;

  /**
   * The same, where spans are missing: what is said of these services stands on a gap, so it counts
   * half, and says why.
   *
   * @param gaps by service, a sentence each
   */
  public RankedCauses standingOn(Map<String, Evidence> gaps) {
    if (gaps.isEmpty()) {
      return this;
    }
    List<Hypothesis> weighed = new ArrayList<>();
    for (Hypothesis hypothesis : hypotheses) {
      Evidence gap = gaps.get(hypothesis.service());
      weighed.add(gap == null ? hypothesis : hypothesis.weakened(OF_A_GAP, gap));
    }
    weighed.sort(Comparator.comparingDouble((Hypothesis hypothesis) -> -hypothesis.score()));
    return new RankedCauses(
        incident,
        incidentFoundBy,
        baselines,
        baselineFoundBy,
        weighed,
        nothingStandsOut,
        absentSignals);
  }
}
