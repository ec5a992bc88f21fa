package io.distributeddebug.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.flow.Facts;
import io.distributeddebug.flow.Flow;
import io.distributeddebug.flow.FlowSpan;
import io.distributeddebug.flow.SlicedFacts;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedCallsTest {
  @Test
  void aCallerBeginsToRepeatItsCallsMoreOftenThanNot() {
    assertThat(RepeatedCalls.began("cart", calls(1), calls(9))).isTrue();
  }

  @Test
  void oneRepeatOfEachCallIsWhatCallersDoWhenSomethingFails() {
    assertThat(RepeatedCalls.began("cart", calls(1), calls(2))).isFalse();
  }

  @Test
  void whoAlwaysRepeatsHasNotBegunTo() {
    assertThat(RepeatedCalls.began("cart", calls(9), calls(9))).isFalse();
  }

  @Test
  void theCalleeRepeatsNothing() {
    assertThat(RepeatedCalls.began("stock", calls(1), calls(9))).isFalse();
  }

  /** A cart that calls the stock so many times for one request. */
  private static Facts calls(int attempts) {
    List<FlowSpan> spans = new ArrayList<>();
    spans.add(FlowSpan.plain("cart", "", "cart", "cart-1", "add", 0, 100));
    for (int i = 0; i < attempts; i++) {
      spans.add(
          new FlowSpan(
              "call" + i,
              "cart",
              "cart",
              "cart-1",
              "",
              "reserve",
              10L * i,
              10L * i + 9,
              true,
              "",
              "",
              i));
      spans.add(
          FlowSpan.plain(
              "served" + i, "call" + i, "stock", "stock-1", "reserve", 10L * i, 10L * i + 8));
    }
    SlicedFacts facts = new SlicedFacts(0, 1_000);
    facts.add(Flow.of("trace", spans, List.of()));
    return facts.sum(List.of(new Window(0, 1_000)));
  }
}
