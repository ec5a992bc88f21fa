package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.history.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** From the invocation of a call to its completion, which may be never. */
record Interval(int process, long invoked, long completed) {
  boolean isOpen() {
    return completed == History.NEVER;
  }

  /** Each process has one call under way at most; one in eight never returns. */
  static List<Interval> some(SplittableRandom random, int operations, int processes) {
    List<Interval> intervals = new ArrayList<>();
    long[] openSince = new long[processes];
    int[] openCall = new int[processes];
    Arrays.fill(openCall, -1);
    int next = 0;
    long time = 0;
    while (next < operations || Arrays.stream(openCall).anyMatch(call -> call >= 0)) {
      int process = random.nextInt(processes);
      time++;
      if (openCall[process] < 0 && next < operations) {
        openCall[process] = next++;
        openSince[process] = time;
        intervals.add(null);
      } else if (openCall[process] >= 0) {
        intervals.set(
            openCall[process],
            new Interval(
                process, openSince[process], random.nextInt(8) == 0 ? History.NEVER : time));
        openCall[process] = -1;
      }
    }
    return intervals;
  }

  /** Their numbers in an order of instants inside them. */
  static List<Integer> byEffect(SplittableRandom random, List<Interval> intervals) {
    record Effect(int call, double at) {}
    List<Effect> effects = new ArrayList<>();
    for (int i = 0; i < intervals.size(); i++) {
      Interval interval = intervals.get(i);
      long end = interval.isOpen() ? 4L * intervals.size() : interval.completed();
      effects.add(
          new Effect(i, interval.invoked() + random.nextDouble() * (end - interval.invoked())));
    }
    effects.sort((a, b) -> Double.compare(a.at(), b.at()));
    return effects.stream().map(Effect::call).toList();
  }
}
