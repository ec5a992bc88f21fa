package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.history.History;
import io.distributeddebug.history.HistoryBuilder;
import io.distributeddebug.history.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Histories of one set, counter, list, queue or lock, by chance or as a good store makes them. */
final class RandomStructures {
  /** What the key holds. */
  enum Structure {
    SET,
    COUNTER,
    LIST,
    QUEUE,
    LOCK
  }

  /**
   * @param what read, add, remove, append, enqueue, dequeue, acquire or release
   * @param argument or the result of a dequeue; empty: none
   * @param seen what a read returned
   */
  private record Drawn(String what, String argument, List<String> seen) {}

  private final SplittableRandom random;
  private final Structure structure;
  private final int values;
  private int number;

  /**
   * @param values how many different elements there are; 0: each is another
   */
  RandomStructures(SplittableRandom random, Structure structure, int values) {
    this.random = random;
    this.structure = structure;
    this.values = values;
  }

  /** Operations with results by chance. */
  History anything(int operations, int processes) {
    List<Interval> intervals = Interval.some(random, operations, processes);
    List<String> put = new ArrayList<>();
    List<Drawn> drawn = new ArrayList<>();
    for (Interval interval : intervals) {
      Drawn call = drawn(interval, IntStream.range(0, put.size()).mapToObj(put::get).toList());
      if (List.of("add", "append", "enqueue").contains(call.what())) {
        put.add(call.argument());
      }
      drawn.add(call);
    }
    return history(intervals, drawn);
  }

  private Drawn drawn(Interval interval, List<String> put) {
    boolean observes = !interval.isOpen() && random.nextInt(5) < 2;
    return switch (structure) {
      case LOCK -> new Drawn(random.nextInt(5) < 3 ? "acquire" : "release", "", List.of());
      case QUEUE ->
          random.nextInt(5) < 3
              ? new Drawn("enqueue", element(), List.of())
              : new Drawn(
                  "dequeue",
                  interval.isOpen() || put.isEmpty() || random.nextInt(8) == 0
                      ? ""
                      : put.get(random.nextInt(put.size())),
                  List.of());
      case COUNTER ->
          observes
              ? new Drawn("read", "", List.of(Integer.toString(random.nextInt(-1, 4))))
              : new Drawn("add", Integer.toString(random.nextInt(-1, 3)), List.of());
      case LIST ->
          observes
              ? new Drawn("read", "", put.subList(0, random.nextInt(put.size() + 1)))
              : new Drawn("append", element(), List.of());
      case SET ->
          observes
              ? new Drawn("read", "", some(put))
              : new Drawn(random.nextInt(4) == 0 ? "remove" : "add", element(), List.of());
    };
  }

  private List<String> some(List<String> put) {
    Set<String> some = new LinkedHashSet<>();
    put.stream().filter(element -> random.nextInt(4) > 0).forEach(some::add);
    return List.copyOf(some);
  }

  private String element() {
    return Integer.toString(values == 0 ? ++number : random.nextInt(values));
  }

  /** What a linearizable store answers: each operation takes effect at an instant inside it. */
  History good(int operations, int processes) {
    List<Interval> intervals = Interval.some(random, operations, processes);
    Drawn[] drawn = new Drawn[operations];
    boolean[] kept = new boolean[operations];
    List<String> state = new ArrayList<>();
    for (int i : Interval.byEffect(random, intervals)) {
      Interval interval = intervals.get(i);
      Drawn call = drawn(interval, state);
      boolean happens = !interval.isOpen() || random.nextBoolean();
      kept[i] = true;
      switch (call.what()) {
        case "read" ->
            call =
                new Drawn(
                    "read",
                    "",
                    structure == Structure.COUNTER ? List.of(sum(state)) : List.copyOf(state));
        case "add" -> {
          if (happens && (structure == Structure.COUNTER || !state.contains(call.argument()))) {
            state.add(call.argument());
          }
        }
        case "append", "enqueue" -> {
          if (happens) {
            state.add(call.argument());
          }
        }
        case "remove" -> {
          if (happens) {
            state.remove(call.argument());
          }
        }
        case "dequeue" -> {
          String first = state.isEmpty() || !happens ? "" : state.remove(0);
          call = new Drawn("dequeue", interval.isOpen() ? "" : first, List.of());
        }
        default -> {
          String owner = Integer.toString(interval.process());
          boolean free = state.isEmpty();
          boolean can = call.what().equals("acquire") ? free : !free && state.get(0).equals(owner);
          kept[i] = can || interval.isOpen();
          if (can && happens) {
            state.clear();
            if (free) {
              state.add(owner);
            }
          }
        }
      }
      drawn[i] = call;
    }
    List<Interval> keptIntervals = new ArrayList<>();
    List<Drawn> keptCalls = new ArrayList<>();
    for (int i = 0; i < operations; i++) {
      if (kept[i]) {
        keptIntervals.add(intervals.get(i));
        keptCalls.add(drawn[i]);
      }
    }
    return history(keptIntervals, keptCalls);
  }

  private static String sum(List<String> added) {
    return Integer.toString(added.stream().mapToInt(Integer::parseInt).sum());
  }

  private History history(List<Interval> intervals, List<Drawn> drawn) {
    HistoryBuilder builder = new HistoryBuilder("nil");
    for (int i = 0; i < intervals.size(); i++) {
      Interval interval = intervals.get(i);
      String process = Integer.toString(interval.process());
      builder.begin(builder.session(process), interval.invoked(), interval.completed());
      int key = builder.key("x");
      Drawn call = drawn.get(i);
      int value = call.argument().isEmpty() ? History.NIL : builder.value(call.argument());
      switch (call.what()) {
        case "add" -> builder.add(key, value);
        case "remove" -> builder.remove(key, value);
        case "append" -> builder.append(key, value);
        case "enqueue" -> builder.enqueue(key, value);
        case "dequeue" -> builder.dequeue(key, value);
        case "acquire" -> builder.acquire(key, builder.value(process));
        case "release" -> builder.release(key, builder.value(process));
        default -> {
          if (structure == Structure.COUNTER) {
            builder.read(key, builder.value(call.seen().get(0)));
          } else {
            builder.readList(key, call.seen().stream().mapToInt(builder::value).toArray());
          }
        }
      }
      builder.end(interval.isOpen() ? Outcome.UNKNOWN : Outcome.OK, "#" + (i + 1), i + 1);
    }
    return builder.timed();
  }
}
