package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.history.History;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The search of Wing and Gong with Lowe's memory of configurations as it was published, and as
 * Porcupine has it: every call that may come next is tried, in the order of invocations. A baseline
 * for {@link Search}; calls that never returned are taken to return last.
 */
final class PlainWingGong {
  private record Entry(int call, boolean returns, long at) {}

  private record Configuration(BitSet placed, int state) {}

  private record Placed(int call, int state) {}

  private static final long MOST_BYTES = 512L << 20;
  private static final long BYTES_A_CONFIGURATION = 120;

  private final List<Call> calls;
  private final StateMachine machine;
  private final long mostSteps;
  private final int[] next;
  private final int[] previous;
  private final long mostRemembered;
  private long steps;

  private PlainWingGong(List<Call> calls, StateMachine machine, long mostSteps) {
    this.calls = calls;
    this.machine = machine;
    this.mostSteps = mostSteps;
    this.mostRemembered = MOST_BYTES / (calls.size() / Byte.SIZE + BYTES_A_CONFIGURATION);
    this.next = new int[2 * calls.size() + 1];
    this.previous = new int[2 * calls.size() + 1];
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      entries.add(new Entry(i, false, calls.get(i).invoked()));
      entries.add(new Entry(i, true, calls.get(i).completed()));
    }
    entries.sort(Comparator.comparingLong(Entry::at).thenComparing(Entry::returns));
    int last = 0;
    for (Entry entry : entries) {
      int node = 1 + 2 * entry.call() + (entry.returns() ? 1 : 0);
      next[last] = node;
      previous[node] = last;
      last = node;
    }
    next[last] = -1;
  }

  /** How many steps it takes to an answer; negative: more than the most, or than fit in 512 MB. */
  static long steps(List<Call> calls, StateMachine machine, long mostSteps) {
    PlainWingGong search = new PlainWingGong(calls, machine, mostSteps);
    return search.run() ? search.steps : -1;
  }

  private boolean run() {
    BitSet placed = new BitSet();
    Set<Configuration> seen = new HashSet<>();
    Deque<Placed> stack = new ArrayDeque<>();
    int state = machine.initial();
    int node = next[0];
    while (next[0] >= 0) {
      boolean returns = (node - 1) % 2 == 1;
      int call = (node - 1) / 2;
      if (!returns) {
        if (++steps > mostSteps || seen.size() > mostRemembered) {
          return false;
        }
        int after = apply(state, calls.get(call));
        if (after != StateMachine.IMPOSSIBLE) {
          placed.set(call);
          if (seen.add(new Configuration((BitSet) placed.clone(), after))) {
            stack.push(new Placed(call, state));
            state = after;
            lift(1 + 2 * call);
            lift(2 + 2 * call);
            node = next[0];
            continue;
          }
          placed.clear(call);
        }
        node = next[node];
      } else if (calls.get(call).completed() == History.NEVER || stack.isEmpty()) {
        return true; // all that returned are placed, or nothing is left to try
      } else {
        Placed top = stack.pop();
        state = top.state();
        placed.clear(top.call());
        putBack(2 + 2 * top.call());
        putBack(1 + 2 * top.call());
        node = next[1 + 2 * top.call()];
      }
    }
    return true;
  }

  private int apply(int state, Call call) {
    return machine.apply(state, call);
  }

  private void lift(int node) {
    next[previous[node]] = next[node];
    if (next[node] >= 0) {
      previous[next[node]] = previous[node];
    }
  }

  private void putBack(int node) {
    next[previous[node]] = node;
    if (next[node] >= 0) {
      previous[next[node]] = node;
    }
  }
}
