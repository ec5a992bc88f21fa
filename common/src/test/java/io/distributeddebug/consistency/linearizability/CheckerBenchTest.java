package io.distributeddebug.consistency.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.distributeddebug.consistency.Budget;
import io.distributeddebug.consistency.Completeness;
import io.distributeddebug.consistency.Conclusion;
import io.distributeddebug.consistency.Level;
import io.distributeddebug.consistency.isolation.Isolation;
import io.distributeddebug.consistency.isolation.RandomTransactions;
import io.distributeddebug.consistency.isolation.RandomTransactions.Data;
import io.distributeddebug.history.History;
import io.distributeddebug.history.HistoryBuilder;
import io.distributeddebug.history.HistoryDrawing;
import io.distributeddebug.history.Outcome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Ratios of work, in processor time of one thread and one run; {@code scripts/bench state} asks for
 * them.
 */
class CheckerBenchTest {
  private static final long MOST_STEPS = 100_000_000;

  @BeforeAll
  static void onlyWhenAskedFor() {
    assumeTrue(Boolean.getBoolean("bench.state"), "-Dbench.state=true is not set");
  }

  @Test
  void searchOfTheRecordedEtcdLogs() throws IOException {
    String data = System.getenv("DISTRIBUTED_DEBUG_TEST_DATA");
    assumeTrue(data != null, "DISTRIBUTED_DEBUG_TEST_DATA is not set");
    List<List<Call>> logs = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(data, "histories", "porcupine-etcd"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".log")).sorted().toList()) {
        History history = HistoryDrawing.read("etcd", Files.readString(file));
        logs.add(KeyCalls.of(history, Completeness.COMPLETE).get(0).calls());
      }
    }
    long[] steps = new long[2];
    long[] nanos = new long[2];
    for (int turn = 0; turn < 2; turn++) { // the first turn warms up
      steps = new long[2];
      nanos = new long[2];
      for (List<Call> calls : logs) {
        long begin = cpu();
        long plain = PlainWingGong.steps(calls, new RegisterMachine(), MOST_STEPS);
        nanos[0] += cpu() - begin;
        assertThat(plain).isPositive();
        steps[0] += plain;
        begin = cpu();
        Search.Result ours =
            Search.run(Content.REGISTER.observed(calls), new RegisterMachine(), Budget.standard());
        nanos[1] += cpu() - begin;
        steps[1] += ours.meter().steps();
      }
    }
    print(
        "etcd logs, %d: plain search %,d steps, ours %,d: %.1fx fewer",
        logs.size(), steps[0], steps[1], (double) steps[0] / steps[1]);
    print(
        "etcd logs: plain search %.2f s, ours %.2f s: %.1fx",
        seconds(nanos[0]), seconds(nanos[1]), (double) nanos[0] / nanos[1]);
  }

  @Test
  void zonesOfUniqueValues() {
    History history = register(20_000, 16);
    List<Call> calls = KeyCalls.of(history, Completeness.COMPLETE).get(0).calls();
    long[] ours = new long[5];
    for (int turn = 0; turn < ours.length; turn++) {
      ours[turn] = work(() -> assertThat(Zones.conflict(calls)).isEmpty());
    }
    long begun = cpu();
    long steps = PlainWingGong.steps(calls, new RegisterMachine(), 20_000_000);
    long plain = cpu() - begun;
    print(
        "zones, 20,000 operations of 16 clients: %.4f s; plain search %.2f s%s: %.0fx",
        seconds(ours[4]), seconds(plain), steps < 0 ? ", given up" : "", (double) plain / ours[4]);
    History large = register(2_000_000, 16);
    long begin = cpu();
    assertThat(Linearizability.check(large, Completeness.COMPLETE, Budget.standard()).conclusion())
        .isEqualTo(Conclusion.HOLDS);
    print("zones, 2,000,000 operations: %.2f s", seconds(cpu() - begin));
  }

  @Test
  void doubling() {
    for (Level level :
        List.of(Level.READ_COMMITTED, Level.READ_ATOMIC, Level.CAUSAL, Level.SERIALIZABLE)) {
      long[] nanos = new long[2];
      History once = lists(50_000);
      History twice = lists(100_000);
      for (int turn = 0; turn < 3; turn++) {
        nanos[0] = work(() -> assertHolds(once, level));
        nanos[1] = work(() -> assertHolds(twice, level));
      }
      print(
          "%s of lists: 50,000 transactions %.2f s, 100,000 %.2f s: %.1fx, %,.0f a second",
          level.word(),
          seconds(nanos[0]),
          seconds(nanos[1]),
          (double) nanos[1] / nanos[0],
          100_000 / seconds(nanos[1]));
    }
  }

  private static void assertHolds(History history, Level level) {
    assertThat(
            Isolation.check(history, level, Completeness.COMPLETE, Budget.standard()).conclusion())
        .isEqualTo(Conclusion.HOLDS);
  }

  private static History lists(int transactions) {
    return new RandomTransactions(new SplittableRandom(1), Data.LISTS, transactions / 5)
        .serial(transactions, 50, 4);
  }

  /**
   * Clients that read and write one register; each operation takes effect at an instant inside it.
   */
  private static History register(int operations, int clients) {
    SplittableRandom random = new SplittableRandom(1);
    HistoryBuilder builder = new HistoryBuilder("nil");
    long[] free = new long[clients];
    record Op(int client, long from, long to, double at) {}
    List<Op> ops = new ArrayList<>();
    for (int i = 0; i < operations; i++) {
      int client = i % clients;
      long from = free[client] + 1 + random.nextInt(20);
      free[client] = from + 1 + random.nextInt(20);
      long begin = from * clients + client;
      long end = free[client] * clients + client;
      ops.add(new Op(client, begin, end, begin + random.nextDouble() * (end - begin)));
    }
    ops.sort((a, b) -> Double.compare(a.at(), b.at()));
    int value = History.NIL;
    for (int i = 0; i < ops.size(); i++) {
      Op op = ops.get(i);
      builder.begin(builder.session(Integer.toString(op.client())), op.from(), op.to());
      if (random.nextInt(4) == 0) {
        value = builder.value("v" + i);
        builder.write(builder.key("x"), value);
      } else {
        builder.read(builder.key("x"), value);
      }
      builder.end(Outcome.OK, "#" + i, i);
    }
    return builder.timed();
  }

  private static long work(Runnable runnable) {
    long begin = cpu();
    runnable.run();
    return cpu() - begin;
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  private static void print(String format, Object... arguments) {
    System.out.println("bench state: " + String.format(Locale.ROOT, format, arguments));
  }
}
