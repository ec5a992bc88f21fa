package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.history.History;
import io.distributeddebug.history.HistoryBuilder;
import io.distributeddebug.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Histories of one key made up by chance: of any kind, or such as a good store makes them. */
final class RandomCalls {
  /** What the clients do. */
  enum Workload {
    REGISTER,
    UNIQUE_VALUES,
    CAS,
    TEXT
  }

  private record Drawn(String what, String value, String expected, Outcome outcome) {}

  private record Timed(Drawn drawn, int process, long invoked, long completed) {}

  private final SplittableRandom random;
  private final Workload workload;
  private final int values;
  private int written;

  RandomCalls(SplittableRandom random, Workload workload, int values) {
    this.random = random;
    this.workload = workload;
    this.values = values;
  }

  /** Operations with results by chance: about half of these histories are good. */
  History anything(int operations, int processes) {
    List<Timed> calls = new ArrayList<>();
    for (Timed interval : intervals(operations, processes)) {
      calls.add(
          new Timed(
              drawn(interval.completed() == History.NEVER),
              interval.process(),
              interval.invoked(),
              interval.completed()));
    }
    return history(calls);
  }

  /** What a linearizable store answers: each operation takes effect at an instant inside it. */
  History good(int operations, int processes) {
    List<Timed> intervals = intervals(operations, processes);
    record Effect(int call, double at) {}
    List<Effect> effects = new ArrayList<>();
    for (int i = 0; i < intervals.size(); i++) {
      Timed interval = intervals.get(i);
      long end = Math.min(interval.completed(), 4L * operations);
      effects.add(
          new Effect(i, interval.invoked() + random.nextDouble() * (end - interval.invoked())));
    }
    effects.sort((a, b) -> Double.compare(a.at(), b.at()));
    String state = workload == Workload.TEXT ? "" : "nil";
    Timed[] calls = new Timed[operations];
    for (Effect effect : effects) {
      Timed interval = intervals.get(effect.call());
      boolean open = interval.completed() == History.NEVER;
      Drawn drawn = drawn(open);
      boolean happens = !open || random.nextBoolean();
      switch (drawn.what()) {
        case "read" -> drawn = new Drawn("read", state, "", drawn.outcome());
        case "write" -> state = happens ? drawn.value() : state;
        case "append" -> state = happens ? state + drawn.value() : state;
        default -> {
          boolean found = state.equals(drawn.expected());
          if (!found && !open) {
            drawn = new Drawn("cas", drawn.value(), drawn.expected(), Outcome.FAIL);
          } else {
            state = found && happens ? drawn.value() : state;
            drawn =
                new Drawn(
                    "cas", drawn.value(), drawn.expected(), open ? Outcome.UNKNOWN : Outcome.OK);
          }
        }
      }
      calls[effect.call()] =
          new Timed(drawn, interval.process(), interval.invoked(), interval.completed());
    }
    return history(List.of(calls));
  }

  private Drawn drawn(boolean open) {
    Outcome outcome = open ? Outcome.UNKNOWN : Outcome.OK;
    int kind = random.nextInt(10);
    if (workload == Workload.TEXT) {
      return kind < 5 && !open
          ? new Drawn("read", text(), "", outcome)
          : new Drawn(kind < 9 ? "append" : "write", letter(), "", outcome);
    }
    if (kind < 4 && !open) {
      return new Drawn("read", random.nextInt(6) == 0 ? "nil" : value(), "", outcome);
    }
    if (workload == Workload.CAS && kind < 7) {
      return new Drawn(
          "cas", value(), value(), open || random.nextInt(3) > 0 ? outcome : Outcome.FAIL);
    }
    return new Drawn(
        "write",
        workload == Workload.UNIQUE_VALUES ? Integer.toString(written++) : value(),
        "",
        outcome);
  }

  private String value() {
    return Integer.toString(random.nextInt(values));
  }

  private String letter() {
    return Character.toString('a' + random.nextInt(values));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(letter());
    }
    return text.toString();
  }

  /** Each process has one call under way at most; one in eight never returns. */
  private List<Timed> intervals(int operations, int processes) {
    List<Timed> intervals = new ArrayList<>();
    long[] openSince = new long[processes];
    int[] openCall = new int[processes];
    java.util.Arrays.fill(openCall, -1);
    int next = 0;
    long time = 0;
    while (next < operations || java.util.Arrays.stream(openCall).anyMatch(call -> call >= 0)) {
      int process = random.nextInt(processes);
      time++;
      if (openCall[process] < 0 && next < operations) {
        openCall[process] = next++;
        openSince[process] = time;
        intervals.add(null);
      } else if (openCall[process] >= 0) {
        intervals.set(
            openCall[process],
            new Timed(
                null, process, openSince[process], random.nextInt(8) == 0 ? History.NEVER : time));
        openCall[process] = -1;
      }
    }
    return intervals;
  }

  private History history(List<Timed> calls) {
    HistoryBuilder builder = new HistoryBuilder(workload == Workload.TEXT ? "" : "nil");
    int number = 0;
    for (Timed call : calls) {
      Drawn drawn = call.drawn();
      builder.begin(
          builder.session(Integer.toString(call.process())), call.invoked(), call.completed());
      int key = builder.key("x");
      int value = builder.value(drawn.value());
      switch (drawn.what()) {
        case "read" -> builder.read(key, value);
        case "write" -> builder.write(key, value);
        case "append" -> builder.append(key, value);
        default -> builder.cas(key, builder.value(drawn.expected()), value);
      }
      builder.end(drawn.outcome(), "#" + ++number, number);
    }
    return builder.timed();
  }
}
