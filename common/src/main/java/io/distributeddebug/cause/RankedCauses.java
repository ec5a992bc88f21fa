package io.distributeddebug.cause;

import io.distributeddebug.telemetry.Window;
import java.util.List;

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
}
