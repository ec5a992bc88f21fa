package io.distributeddebug.coverage;

import java.util.List;

/**
 * How well a service is instrumented, by the rules that could be judged.
 *
 * @param results a rule each
 */
public record ServiceScore(String service, List<Result> results) {
  public ServiceScore {
    results = List.copyOf(results);
  }

  /**
   * What one rule found.
   *
   * @param checked resources, spans or traces that it is about
   * @param failing those of them that break it
   * @param exampleTraceId a trace that shows one, empty without
   */
  public record Result(ScoreRule rule, long checked, long failing, String exampleTraceId) {
    public boolean isPassed() {
      return failing == 0;
    }
  }

  /**
   * 0 to 100: the weights of the rules that passed over those of all that were judged, as the
   * specification has it; 100 where none could be.
   */
  public double score() {
    int passed = 0;
    int all = 0;
    for (Result result : results) {
      if (result.checked() > 0) {
        all += result.rule().weight();
        passed += result.isPassed() ? result.rule().weight() : 0;
      }
    }
    return all == 0 ? 100 : 100.0 * passed / all;
  }

  /** {@code excellent} from 90, {@code good} from 75, {@code needs improvement} from 50. */
  public String category() {
    double score = score();
    return score >= 90
        ? "excellent"
        : score >= 75 ? "good" : score >= 50 ? "needs improvement" : "poor";
  }
}
