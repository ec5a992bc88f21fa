package io.distributeddebug.trace;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(Retries.of(trace)).containsExactly(0, 0, 1, 2);
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
    assertThat(Retries.of(trace)).containsOnly(0);
  }
}
