package io.distributeddebug.consistency.staleness;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.consistency.Conclusion;
import io.distributeddebug.consistency.RandomHistories;
import io.distributeddebug.consistency.staleness.Staleness.Behind;
import io.distributeddebug.history.History;
import io.distributeddebug.history.HistoryBuilder;
import io.distributeddebug.history.HistoryDrawing;
import io.distributeddebug.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StalenessOracleTest {
  @Test
  void aReadIsAsFarBehindAsNewerVersionsWereAcknowledged() {
    History history =
        HistoryDrawing.calls(
            """
            0 write 1   |--
            0 write 2   |   --
            0 write 3   |      --
            1 read =1   |          --
            1 read =3   |             --
            """);

    assertThat(Staleness.of(history)).containsExactly(new Behind(3, 2, 6));
    assertThat(Staleness.check(history).conclusion()).isEqualTo(Conclusion.HOLDS);
    assertThat(Staleness.check(history).reason())
        .isEqualTo(
            "1 of 2 reads were stale, at most 2 versions; 99 % of them by at most 6 instants, all"
                + " by at most 6");
  }

  @Test
  void whoReadsAnOldValueLastMayNotHaveCaughtUp() {
    History history =
        HistoryDrawing.calls(
            """
            0 write 1   |--
            0 write 2   |   --
            1 read =1   |      --
            """);

    assertThat(Staleness.check(history).conclusion()).isEqualTo(Conclusion.UNKNOWN);
  }

  @Test
  void theMeasureIsThatOfLookingAtAllWrites() {
    RandomHistories.each(
        "staleness against looking at all writes",
        random -> {
          History history = anything(random);
          assertThat(Staleness.of(history))
              .as(HistoryDrawing.of(history))
              .containsExactlyInAnyOrderElementsOf(byDefinition(history));
        });
  }

  private static List<Behind> byDefinition(History history) {
    List<Behind> stale = new ArrayList<>();
    for (int read = 0; read < history.operations(); read++) {
      int t = history.transaction(read);
      if (!history.kind(read).isRead() || history.outcome(t) != Outcome.OK) {
        continue;
      }
      long saw = history.value(read) == History.NIL ? History.ALWAYS : History.NEVER;
      for (int w = 0; w < history.operations(); w++) {
        int writer = history.transaction(w);
        if (isWrite(history, w)
            && history.value(w) == history.value(read)
            && history.outcome(writer) == Outcome.OK) {
          saw = history.completed(writer);
        }
      }
      int versions = 0;
      long first = History.NEVER;
      for (int w = 0; w < history.operations(); w++) {
        int writer = history.transaction(w);
        if (isWrite(history, w)
            && history.key(w) == history.key(read)
            && history.outcome(writer) == Outcome.OK
            && history.invoked(writer) > saw
            && history.completed(writer) < history.invoked(t)) {
          versions++;
          first = Math.min(first, history.completed(writer));
        }
      }
      if (versions > 0) {
        stale.add(new Behind(read, versions, history.invoked(t) - first));
      }
    }
    return stale;
  }

  private static boolean isWrite(History history, int operation) {
    return !history.kind(operation).isRead();
  }

  private static History anything(SplittableRandom random) {
    HistoryBuilder builder = new HistoryBuilder("nil");
    int written = 0;
    for (int t = 0; t < 2 + random.nextInt(10); t++) {
      builder.begin(
          builder.session("s" + random.nextInt(3)), 10L * t, 10L * t + 1 + random.nextInt(25));
      int key = builder.key("x");
      if (random.nextBoolean()) {
        builder.write(key, builder.value(Integer.toString(++written)));
        builder.end(random.nextInt(6) == 0 ? Outcome.UNKNOWN : Outcome.OK, "T" + t, t + 1);
      } else {
        int seen = random.nextInt(written + 1);
        builder.read(key, seen == 0 ? History.NIL : builder.value(Integer.toString(seen)));
        builder.end(Outcome.OK, "T" + t, t + 1);
      }
    }
    return builder.timed();
  }
}
