package io.distributeddebug.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetriesTest {
  @Test
  void countsTheRepeatsOfAFailedCall() {
    Trace trace =
        DrawnTrace.trace(
            """
            web GET /                     | ==============
              web charge {client error}   |  ==
              web charge {client error}   |    ==
              web charge {client}         |       ==
            """);
    Retries retries = Retries.of(trace);
    assertThat(numbers(trace)).containsExactly(0, 0, 1, 2);
    assertThat(retries.repeatedBy(1)).isEqualTo(2);
    assertThat(retries.repeatedBy(2)).isEqualTo(3);
    assertThat(retries.repeatedBy(3)).isEqualTo(-1);
  }

  @Test
  void aRepeatOfASuccessfulCallAndOneBesideAFailedCallAreNoRetries() {
    Trace trace =
        DrawnTrace.trace(
            """
            web GET /                            | ==============
              web read {client}                  |  ==
              web read {client}                  |    ==
              web write {client error peer=a}    |       ====
              web write {client peer=a}          |        ====
              web write {client peer=b}          |             =
              web item {internal error}          |             =
              web item {internal}                |              =
            """);
    assertThat(numbers(trace)).containsOnly(0);
  }

  private static int[] numbers(Trace trace) {
    Retries retries = Retries.of(trace);
    return IntStream.range(0, trace.size()).map(retries::number).toArray();
  }
}
