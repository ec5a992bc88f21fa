package io.distributeddebug.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.history.History;
import io.distributeddebug.history.HistoryBuilder;
import io.distributeddebug.history.Outcome;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A history for each kind of search that has far more configurations than its budget has steps: it
 * ends as unknown, says which budget was used up, and takes less than 10 s of work. (The heap of
 * the command is limited to 768 MB, this suite's as its build says.) The fuse counts processor
 * time, for the machine may have other work.
 *
 * <pre>
 *   add 1   |-----------|               2 to the power of all additions are possible sums ..
 *   add 2   |-----------|
 *   add 4   |-----------|
 *   read 9                 |--|         .. and none of them is the one that was read
 * </pre>
 */
class HardHistoriesTest {
  private static final long FUSE_NANOS = 6_000_000_000L;
  private static final long MOST_NANOS = 10_000_000_000L;

  private final HistoryBuilder builder = new HistoryBuilder("nil");
  private int number;

  @Test
  void aCounter() {
    together(30, i -> builder.add(builder.key("x"), builder.value(Long.toString(1L << i))));
    then(() -> builder.read(builder.key("x"), builder.value("5")));
    assertUnknown(Level.LINEARIZABLE);
  }

  @Test
  void aSet() {
    together(30, i -> builder.add(builder.key("x"), builder.value("e" + i)));
    then(() -> builder.readList(builder.key("x"), builder.value("e1"), builder.value("e2")));
    assertUnknown(Level.LINEARIZABLE);
  }

  @Test
  void aList() {
    together(14, i -> builder.append(builder.key("x"), builder.value("e" + i)));
    then(() -> builder.readList(builder.key("x"), builder.value("e1"), builder.value("e2")));
    assertUnknown(Level.LINEARIZABLE);
  }

  @Test
  void aText() {
    together(14, i -> builder.append(builder.key("x"), builder.value(Character.toString('a' + i))));
    then(() -> builder.read(builder.key("x"), builder.value("ab")));
    assertUnknown(Level.LINEARIZABLE);
  }

  @Test
  void aQueueThatSomebodyFoundEmpty() {
    together(14, i -> builder.enqueue(builder.key("x"), builder.value("e" + i)));
    then(() -> builder.dequeue(builder.key("x"), History.NIL));
    assertUnknown(Level.LINEARIZABLE);
  }

  @Test
  void aLockWhoseOwnersWereNeverHeardOfAgain() {
    for (int i = 0; i < 2 * 26; i++) {
      int owner = builder.value("o" + i / 2);
      builder.begin(builder.session("s" + i), 1, History.NEVER);
      if (i % 2 == 0) {
        builder.acquire(builder.key("x"), owner);
      } else {
        builder.release(builder.key("x"), owner);
      }
      end(Outcome.UNKNOWN);
    }
    then(() -> builder.release(builder.key("x"), builder.value("nobody")));
    assertUnknown(Level.LINEARIZABLE);
  }

  @Test
  void aRegisterWithCompareAndSets() {
    together(
        30,
        i -> {
          int value = builder.value("v" + i % 15);
          if (i % 2 == 0) {
            builder.write(builder.key("x"), value);
          } else {
            builder.cas(builder.key("x"), builder.value("v" + (i + 1) % 15), value);
          }
        });
    then(() -> builder.cas(builder.key("x"), builder.value("v99"), builder.value("v1")));
    assertUnknown(Level.LINEARIZABLE);
  }

  @Test
  void aSessionThatReadsAllItsWritesBackwards() {
    int writes = 20_000;
    for (int i = 0; i < 2 * writes; i++) {
      builder.begin(builder.session("s"));
      int value = builder.value("v" + (i < writes ? i : 2 * writes - 1 - i));
      if (i < writes) {
        builder.write(builder.key("x"), value);
      } else {
        builder.read(builder.key("x"), value);
      }
      end(Outcome.OK);
    }
    assertUnknown(Level.READ_YOUR_WRITES, builder.untimed());
  }

  /** Sessions see each other's writes late, in an order of their own. */
  @Test
  void transactionsOfReplicasThatLagBehind() {
    SplittableRandom random = new SplittableRandom(7);
    int sessions = 40;
    int keys = 60;
    int[][] seen = new int[sessions][keys];
    int[][] latest = new int[keys][];
    for (int key = 0; key < keys; key++) {
      latest[key] = new int[] {History.NIL};
    }
    int written = 0;
    for (int t = 0; t < 1_600; t++) {
      int session = random.nextInt(sessions);
      builder.begin(builder.session("s" + session));
      int own = random.nextInt(keys);
      for (int i = 0; i < 3; i++) {
        int key = random.nextInt(keys);
        if (random.nextInt(3) == 0) {
          seen[session][key] = latest[key][0];
        }
        if (key != own) {
          builder.read(builder.key("k" + key), seen[session][key]);
        }
      }
      int value = builder.value(Integer.toString(++written));
      builder.write(builder.key("k" + own), value);
      seen[session][own] = value;
      latest[own][0] = value;
      end(Outcome.OK);
    }
    Verdict verdict = verdict(Level.SERIALIZABLE, builder.untimed());
    assertThat(verdict.conclusion()).isIn(Conclusion.UNKNOWN, Conclusion.VIOLATED);
  }

  private void together(int count, IntConsumer operation) {
    IntStream.range(0, count)
        .forEach(
            i -> {
              builder.begin(builder.session("s" + i), 1 + i, 100);
              operation.accept(i);
              end(Outcome.OK);
            });
  }

  private void then(Runnable operation) {
    builder.begin(builder.session("reader"), 101, 102);
    operation.run();
    end(Outcome.OK);
  }

  private void end(Outcome outcome) {
    number++;
    builder.end(outcome, "#" + number, number);
  }

  private void assertUnknown(Level level) {
    assertUnknown(level, builder.timed());
  }

  private static void assertUnknown(Level level, History history) {
    Verdict verdict = verdict(level, history);
    assertThat(verdict.conclusion()).as(verdict.reason()).isEqualTo(Conclusion.UNKNOWN);
    assertThat(verdict.reason()).contains("used up");
  }

  private static Verdict verdict(Level level, History history) {
    long before = cpuNanos();
    Verdict verdict =
        new Question(
                Optional.empty(),
                Optional.of(level),
                Completeness.COMPLETE,
                Budget.standard().withFuse(() -> cpuNanos() - before > FUSE_NANOS))
            .ask(history);
    assertThat(cpuNanos() - before).as("nanoseconds of work").isLessThan(MOST_NANOS);
    return verdict;
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
