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

  private record Timed(Drawn drawn, int process, long invoked, long completed) {
    Timed(Interval interval, Drawn drawn) {
      this(drawn, interval.process(), interval.invoked(), interval.completed());
    }
  }

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
    for (Interval interval : Interval.some(random, operations, processes)) {
      calls.add(new Timed(interval, drawn(interval.isOpen())));
    }
    return history(calls);
  }

  /** What a linearizable store answers: each operation takes effect at an instant inside it. */
  History good(int operations, int processes) {
    List<Interval> intervals = Interval.some(random, operations, processes);
    String state = workload == Workload.TEXT ? "" : "nil";
    Timed[] calls = new Timed[operations];
    for (int number : Interval.byEffect(random, intervals)) {
      Interval interval = intervals.get(number);
      boolean open = interval.isOpen();
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
      calls[number] = new Timed(interval, drawn);
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
