package io.distributeddebug.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.history.Outcome;
import io.distributeddebug.state.EntityRef;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import io.distributeddebug.state.VersionSource;
import io.distributeddebug.state.check.StateFinding;
import io.distributeddebug.state.extract.StateMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Operations on one entity, a line each: the session, what it does ({@code w} or {@code r}) with
 * which value or version ({@code v3}), and when, a column a millisecond.
 */
class EntityPromiseTest {
  @Test
  void aReadOfAValueThatWasReplacedIsNotLinearizable() {
    assertThat(
            kinds(
                """
                trace w a | ==
                trace w b |     ==
                trace r a |         ==
                """))
        .containsExactly("not-linearizable");
  }

  @Test
  void readsThatOverlapTheWriteMayReturnEither() {
    assertThat(
            kinds(
                """
                trace w a | ==
                trace w b |     =======
                trace r a |      ==
                trace r b |        ==
                """))
        .isEmpty();
  }

  @Test
  void aSessionThatDoesNotSeeItsOwnWriteIsTold() {
    assertThat(
            kinds(
                """
                ann w v1 | ==
                bob w v2 |     ==
                bob r v1 |         ==
                """))
        .containsExactly("read-your-writes", "stale-read");
  }

  @Test
  void aSessionThatGoesBackIsTold() {
    assertThat(
            kinds(
                """
                ann w v1 | ==
                ann w v2 |     ==
                bob r v2 |         ==
                bob r v1 |             ==
                """))
        .containsExactly("monotonic-reads", "stale-read");
  }

  private static List<String> kinds(String drawn) {
    List<StateEvent> events = new ArrayList<>();
    drawn
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> events.add(event(line, events.size())));
    return StateReviewQuery.of(events, StateMapping.NONE).findings().stream()
        .map(StateFinding::kind)
        .sorted()
        .toList();
  }

  private static StateEvent event(String line, int number) {
    int bar = line.indexOf('|');
    String[] words = line.substring(0, bar).strip().split(" ", -1);
    String bars = line.substring(bar + 2);
    long from = bars.indexOf('=') * 1_000_000L;
    long to = bars.stripTrailing().length() * 1_000_000L;
    boolean versioned = words[2].matches("v[0-9]+");
    return new StateEvent(
        new EntityRef("account", "1"),
        "db",
        "",
        words[1].equals("w") ? StateOperation.WRITE : StateOperation.READ,
        new StateEvent.Content(
            Optional.of(words[2]),
            Optional.empty(),
            Optional.empty(),
            versioned ? words[2].substring(1) : "",
            versioned ? VersionSource.EXPLICIT : VersionSource.NONE,
            ""),
        new StateEvent.Interval(from, to, 0, 0),
        Outcome.OK,
        "",
        new StateEvent.Actor(
            "shop",
            "shop-" + number,
            "host-" + number,
            words[0].equals("trace") ? "trace-" + number : words[0],
            words[0].equals("trace") ? "trace" : "session.id",
            "",
            ""),
        StateEvent.Message.NONE,
        StateEvent.NO_NUMBER,
        new StateEvent.Origin("trace-" + number, "span-" + number, "explicit", 1, "signal"));
  }
}
