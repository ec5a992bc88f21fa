package io.distributeddebug.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.coverage.ServiceScore.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceScoreTest {
  @Test
  void theScoreIsTheWeightOfWhatPassedOverTheWeightOfWhatWasJudged() {
    ServiceScore score =
        new ServiceScore(
            "cart",
            List.of(
                new Result(ScoreRule.RES_005, 3, 0, ""),
                new Result(ScoreRule.RES_007, 3, 3, "0a"),
                new Result(ScoreRule.SPA_002, 90, 1, "0b"),
                new Result(ScoreRule.SPA_004, 0, 0, "")));
    assertThat(score.score()).as("40 of 40 + 30 + 20; no root was seen").isEqualTo(400.0 / 9);
    assertThat(score.category()).isEqualTo("poor");
  }

  @Test
  void whereNothingCanBeJudgedNothingIsWrong() {
    assertThat(new ServiceScore("cart", List.of()).score()).isEqualTo(100);
  }

  @Test
  void aRuleIsFoundByItsId() {
    assertThat(ScoreRule.named("SPA-002")).contains(ScoreRule.SPA_002);
    assertThat(ScoreRule.named("SPA-999")).isEmpty();
  }
}
