package io.distributeddebug.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CallsTest {
  @Test
  void aCallWithBothSidesIsOneCallAsLongAsTheCallerWaited() {
    assertThat(
            calls(
                """
                web GET /               | ============
                  web prepare           |  ==
                    web call {client}   |    ======
                      cart load {error} |     ====
                """))
        .isEqualTo("WAITED_FOR web GET / -> cart load NONE 6 wait 2 error\n");
  }

  @Test
  void aCallThatLeftNoSpanIsOneOfThePeerThatItNames() {
    assertThat(
            calls(
                """
                web GET /                                   | ============
                  web SELECT {client calls=database peer=pg} |  ==
                  web GET {client calls=cache peer=redis}   |    ==
                  web pay {client peer=bank}                |      ==
                  web who {client}                          |        ==
                """))
        .isEqualTo(
            """
            WAITED_FOR web GET / -> pg SELECT DATABASE 2
            WAITED_FOR web GET / -> redis GET CACHE 2
            WAITED_FOR web GET / -> bank pay EXTERNAL 2
            """);
  }

  @Test
  void aMessageIsTwoHopsWithTheTimeItWaitedBetweenThem() {
    assertThat(
            calls(
                """
                web POST /                               | ====
                  web send {producer calls=queue peer=t} |  ==
                    mail process {consumer}              |       ===
                """))
        .isEqualTo(
            """
            SENT web POST / -> t send QUEUE 2
            RECEIVED t  -> mail process QUEUE 3 wait 3
            """);
  }

  @Test
  void aReceiverThatNamesItsTopicNeedsNoSenderAndFetchingAndProcessingIsOneMessage() {
    assertThat(
            calls(
                """
                mail poll {consumer calls=queue peer=t}      | =====
                  mail process {consumer calls=queue peer=t} |   ===
                """))
        .isEqualTo("RECEIVED t  -> mail poll QUEUE 5\n");
  }

  @Test
  void aMessageWithoutATopicGoesFromServiceToService() {
    assertThat(
            calls(
                """
                web send {producer}       | ==
                  mail process {consumer} |   ===
                """))
        .isEqualTo("SENT web send -> mail process NONE 3\n");
  }

  @Test
  void anInferredParentIsNoCaller() {
    assertThat(
            calls(
                """
                web GET /              | ======
                  lost work {parent=9} |  ==
                    db read            |  =
                """))
        .isEqualTo("WAITED_FOR lost work -> db read NONE 1\n");
  }

  @Test
  void aRepeatOfAFailedCallIsARetry() {
    assertThat(
            calls(
                """
                web GET /                        | ======
                  web pay {client error peer=b}  | ==
                  web pay {client peer=b}        |   ==
                """))
        .isEqualTo(
            """
            WAITED_FOR web GET / -> b pay EXTERNAL 2 error
            WAITED_FOR web GET / -> b pay EXTERNAL 2 retry
            """);
  }

  @Property(tries = 200)
  void noSpanIsTheCalledSideTwiceWhateverTheTrace(@ForAll long seed) {
    Trace trace = RandomTraces.rows(new Random(seed), 40).inOrder();
    assertThat(Calls.of(trace).stream().map(call -> call.span() + " " + call.way()))
        .doesNotHaveDuplicates();
  }

  private static String calls(String drawn) {
    return Calls.of(DrawnTrace.trace(drawn)).stream()
        .map(CallsTest::shown)
        .collect(Collectors.joining());
  }

  private static String shown(Call call) {
    return call.way()
        + " "
        + call.caller()
        + " "
        + call.callerOperation()
        + " -> "
        + call.callee()
        + " "
        + call.calleeOperation()
        + " "
        + call.peerKind()
        + " "
        + call.durationNanos() / DrawnTrace.NANOS_PER_COLUMN
        + (call.waitNanos() < 0 ? "" : " wait " + call.waitNanos() / DrawnTrace.NANOS_PER_COLUMN)
        + (call.isError() ? " error" : "")
        + (call.isRetry() ? " retry" : "")
        + "\n";
  }
}
