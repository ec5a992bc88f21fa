package io.distributeddebug.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.distributeddebug.jobs.cli.CommandLineHarness.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryCheckTest {
  @TempDir Path folder;

  @BeforeEach
  void aGoodLogAndOneWithAStaleRead() throws IOException {
    Files.writeString(
        folder.resolve("good.log"),
        """
        INFO  jepsen.util - 0 :invoke :write 1
        INFO  jepsen.util - 0 :ok :write 1
        INFO  jepsen.util - 1 :invoke :read nil
        INFO  jepsen.util - 1 :ok :read 1
        """);
    Files.writeString(
        folder.resolve("stale.log"),
        """
        INFO  jepsen.util - 0 :invoke :write 1
        INFO  jepsen.util - 0 :ok :write 1
        INFO  jepsen.util - 0 :invoke :write 2
        INFO  jepsen.util - 0 :ok :write 2
        INFO  jepsen.util - 1 :invoke :read nil
        INFO  jepsen.util - 1 :ok :read 1
        """);
  }

  @Test
  void aHistoryThatKeepsItsPromiseEndsWithZero() {
    Outcome outcome = run("good.log", "--format=etcd", "--model=cas-register");

    assertThat(outcome.out()).isEqualTo("good.log: holds (linearizable); 2 steps\n");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
  }

  @Test
  void aViolationIsShownWithTheOperationsThatSufficeToSeeIt() {
    Outcome outcome = run("stale.log");

    assertThat(outcome.out())
        .isEqualTo(
            """
            stale.log: violated (linearizable): not-linearizable, stale-read; 3 steps

            not-linearizable (stale-read): No order of these 3 operations agrees with real time and with what \
            they returned: the last to return, read 1 (#5), finds no place among the others.
              #1 (process 0, line 2): write 1
              #3 (process 0, line 4): write 2
              #5 (process 1, line 6): read 1

                #1 (0) write 1  |--|
                #3 (0) write 2        |--|
                #5 (1) read 1               |--|

                #1 -real-time-> #3 -real-time-> #5

              #1 had returned before #3 was invoked.
              #3 had returned before #5 was invoked.
              What it means: the answers contradict the order in which the operations really ran: \
            somebody saw an old state after a newer one was acknowledged, or one that never was.
              What to do: Reads from a follower, a cache or a leader that had been replaced are the \
            usual reasons: read through the leader or with a quorum, and fence old leaders.
              More: docs/explanation/anomalies/not-linearizable.md
            """);
    assertThat(outcome.code()).isEqualTo(1);
  }

  @Test
  void jsonIsOneObjectALine() throws IOException {
    Outcome outcome = run("good.log", "stale.log", "--json");

    List<String> lines = outcome.out().lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode good = new ObjectMapper().readTree(lines.get(0));
    assertThat(good.get("verdict").asText()).isEqualTo("holds");
    assertThat(good.get("anomalies")).isEmpty();
    assertThat(good.get("counterexample").isNull()).isTrue();
    JsonNode stale = new ObjectMapper().readTree(lines.get(1));
    assertThat(stale.get("file").asText()).isEqualTo("stale.log");
    assertThat(stale.get("verdict").asText()).isEqualTo("violated");
    assertThat(stale.get("level").asText()).isEqualTo("linearizable");
    assertThat(stale.get("anomalies").get(0).asText()).isEqualTo("not-linearizable");
    assertThat(stale.get("counterexample").get("operations")).hasSize(3);
    assertThat(stale.get("steps").asLong()).isEqualTo(3);
    assertThat(outcome.code()).isEqualTo(1);
  }

  @Test
  void severalFilesAreALineEachAndOneThatCannotBeReadKeepsNoneBack() {
    Outcome outcome = run("stale.log", "nowhere.log", "good.log", "--format=etcd");

    assertThat(outcome.out())
        .isEqualTo(
            """
            stale.log: violated (linearizable): not-linearizable, stale-read; 3 steps
            good.log: holds (linearizable); 2 steps
            """);
    assertThat(outcome.err())
        .isEqualTo("Cannot read 'nowhere.log': it is not there\nCheck the path.\n");
    assertThat(outcome.code()).isEqualTo(2);
  }

  @Test
  void aBudgetThatIsTooSmallEndsUndecided() throws IOException {
    StringBuilder log = new StringBuilder();
    for (String moment : new String[] {":invoke", ":ok"}) {
      for (int i = 0; i < 6; i++) {
        String value = moment.equals(":ok") ? Integer.toString(i % 2) : "nil";
        log.append("jepsen.util - " + i + " " + moment + " :write " + i % 2 + "\n");
        log.append("jepsen.util - " + (6 + i) + " " + moment + " :read " + value + "\n");
      }
    }
    Files.writeString(folder.resolve("hard.log"), log);

    Outcome outcome = run("hard.log", "--max-steps=2");

    assertThat(outcome.out())
        .isEqualTo(
            "hard.log: unknown (linearizable): the budget of 2 steps is used up, on 12 operations;"
                + " 2 steps\n");
    assertThat(outcome.code()).isEqualTo(4);
  }

  @Test
  void whatAModelDoesNotKnowIsNotCheckable() throws IOException {
    Files.writeString(
        folder.resolve("cas.log"),
        "jepsen.util - 0 :invoke :cas [1 2]\njepsen.util - 0 :fail :cas [1 2]\n");

    Outcome outcome = run("cas.log", "--model=register");

    assertThat(outcome.out())
        .isEqualTo(
            "cas.log: not-checkable (linearizable): the model register has no operation like"
                + " cas 1 -> 2 (#1); 0 steps\n");
    assertThat(outcome.code()).isEqualTo(4);
  }

  @Test
  void aMalformedFileIsNamedWithItsLine() throws IOException {
    Files.writeString(folder.resolve("odd.txt"), "w 1 2\nw 1\n");

    Outcome outcome = run("odd.txt", "--format=awdit");

    assertThat(outcome.err())
        .isEqualTo(
            "Cannot read 'odd.txt': line 2: 'r KEY VALUE', 'w KEY VALUE', '-----' or '=====' is"
                + " wanted, found 'w 1'\n"
                + "See docs/reference/history.md for the formats there are.\n");
    assertThat(outcome.code()).isEqualTo(2);
  }

  @Test
  void aMistypedNameIsAnsweredByTheNearestOne() {
    assertUsage("Unknown format 'ectd'\nDid you mean 'etcd'?\n", "good.log", "--format=ectd");
    assertUsage(
        "Unknown level 'lineariseable'\nDid you mean 'linearizable'?\n",
        "good.log",
        "--level=lineariseable");
    assertUsage("Cannot check: no history is named\nName one or more files.\n");
  }

  @Test
  void historyAloneSaysWhatItCanDo() {
    Outcome outcome = CommandLineHarness.in(folder).run("history");

    assertThat(outcome.err())
        .isEqualTo(
            "Cannot run 'history': it is not said what to do\nSuch as: history check FILE...\n");
    assertThat(outcome.code()).isEqualTo(2);
  }

  private Outcome run(String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of("history", "check"));
    all.addAll(List.of(arguments));
    return CommandLineHarness.in(folder).run(all.toArray(String[]::new));
  }

  private void assertUsage(String message, String... arguments) {
    Outcome outcome = run(arguments);
    assertThat(outcome.err()).isEqualTo(message);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.code()).isEqualTo(2);
  }
}
