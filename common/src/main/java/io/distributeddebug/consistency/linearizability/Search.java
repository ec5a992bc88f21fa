package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.consistency.Budget;
import io.distributeddebug.consistency.Meter;
import io.distributeddebug.history.History;
import java.util.List;

/**
 * Looks for an order of the calls on one key that agrees with real time and that the state machine
 * accepts: the depth-first search of Wing, Gong and Lowe over (calls placed, state), each
 * configuration visited once.
 *
 * <pre>
 *   a |----|            Placed so far: a. Before the first return of what is not placed, b and c
 *     b |-----|         may come next; d was invoked after b returned and has to wait.
 *       c |-------|
 *              d |--|
 * </pre>
 *
 * What it leaves out, each without changing the answer: an observation that is right in a state is
 * placed at once; of equal calls that may or may not have happened only the earliest is tried; such
 * a call is not tried where it changes nothing.
 *
 * <p>G. Lowe, Testing for linearizability, 2017; J. Wing and C. Gong, Testing and verifying
 * concurrent objects, 1993.
 */
final class Search {
  /** How a search ended. */
  enum End {
    FOUND_AN_ORDER,
    THERE_IS_NONE,
    BUDGET_USED_UP
  }

  /**
   * @param stuckAt no order explains everything that had returned at this time; {@link
   *     History#ALWAYS} where there is an order
   */
  record Result(End end, long stuckAt, Meter meter) {}

  private static final int HEAD = -1;

  private final StateMachine machine;
  private final CallList calls;
  private final Meter meter;
  private final Memo memo;
  private final long[] placedRequired;
  private final long[] placedOptional;
  private final long[] key;
  private final int[] trail;
  private final int[] stateBefore;
  private final boolean[] forced;
  private int depth;
  private int requiredLeft;
  private int state;
  private int lowest;

  private Search(StateMachine machine, CallList calls, Budget budget) {
    this.machine = machine;
    this.calls = calls;
    this.meter = new Meter(budget);
    this.placedRequired = new long[(calls.required() >> 6) + 1];
    this.placedOptional = new long[(calls.optional() >> 6) + 1];
    int width = 1 + calls.windowWords() + ((calls.optional() + 63) >> 6);
    this.key = new long[width];
    this.memo = new Memo(width);
    this.trail = new int[calls.size()];
    this.stateBefore = new int[calls.size()];
    this.forced = new boolean[calls.size()];
    this.requiredLeft = calls.required();
    this.state = machine.initial();
  }

  static Result run(List<Call> calls, StateMachine machine, Budget budget) {
    return new Search(machine, new CallList(calls), budget).run();
  }

  private Result run() {
    long stuckAt = History.ALWAYS;
    placeObservations();
    int entry = calls.after(HEAD);
    while (requiredLeft > 0) {
      if (!meter.step()) {
        return new Result(End.BUDGET_USED_UP, stuckAt, meter);
      }
      if (!calls.isReturn(entry)) {
        if (isWorthTrying(entry) && place(entry)) {
          entry = calls.after(HEAD);
        } else if (meter.exhausted().isEmpty()) {
          entry = calls.after(entry);
        } else {
          return new Result(End.BUDGET_USED_UP, stuckAt, meter);
        }
        continue;
      }
      stuckAt = Math.max(stuckAt, calls.time(entry));
      do {
        if (depth == 0) {
          return new Result(End.THERE_IS_NONE, stuckAt, meter);
        }
        depth--;
        takeBack(trail[depth]);
        state = stateBefore[depth];
      } while (forced[depth]);
      entry = calls.after(trail[depth]);
    }
    return new Result(End.FOUND_AN_ORDER, History.ALWAYS, meter);
  }

  private boolean isWorthTrying(int call) {
    int same = calls.earlierEqual(call);
    return same < 0 || isPlaced(same);
  }

  /** Places a call and the observations that are right then; false where that leads nowhere new. */
  private boolean place(int call) {
    int next = machine.apply(state, calls.call(call));
    if (next == StateMachine.IMPOSSIBLE || (next == state && calls.isOptional(call))) {
      return false;
    }
    int before = depth;
    put(call, false);
    state = next;
    placeObservations();
    if (!meter.fits(memo.bytesToGrow()) || !memo.add(currentKey(), hash())) {
      while (depth > before) {
        depth--;
        takeBack(trail[depth]);
        state = stateBefore[depth];
      }
      return false;
    }
    return true;
  }

  private void placeObservations() {
    int entry = calls.after(HEAD);
    while (entry != CallList.END && !calls.isReturn(entry)) {
      int following = calls.after(entry);
      if (calls.isObservation(entry) && machine.apply(state, calls.call(entry)) == state) {
        put(entry, true);
        // Its return may have been what held others back.
        following = calls.after(HEAD);
      }
      entry = following;
    }
  }

  private void put(int call, boolean atOnce) {
    trail[depth] = call;
    stateBefore[depth] = state;
    forced[depth] = atOnce;
    depth++;
    calls.lift(call);
    if (calls.isOptional(call)) {
      int bit = call - calls.required();
      placedOptional[bit >> 6] |= 1L << bit;
    } else {
      placedRequired[call >> 6] |= 1L << call;
      requiredLeft--;
      while (lowest < calls.required() && isPlaced(lowest)) {
        lowest++;
      }
    }
  }

  private void takeBack(int call) {
    calls.unlift(call);
    if (calls.isOptional(call)) {
      int bit = call - calls.required();
      placedOptional[bit >> 6] &= ~(1L << bit);
    } else {
      placedRequired[call >> 6] &= ~(1L << call);
      requiredLeft++;
      lowest = Math.min(lowest, call);
    }
  }

  private boolean isPlaced(int call) {
    if (calls.isOptional(call)) {
      int bit = call - calls.required();
      return ((placedOptional[bit >> 6] >>> bit) & 1) != 0;
    }
    return ((placedRequired[call >> 6] >>> call) & 1) != 0;
  }

  /** The state, where the window of open calls begins, its bits, and those of optional calls. */
  private long[] currentKey() {
    int word = lowest >> 6;
    int next = 0;
    key[next++] = ((long) state << 32) | word;
    for (int i = 0; i < calls.windowWords(); i++) {
      key[next++] = word + i < placedRequired.length ? placedRequired[word + i] : 0;
    }
    for (int i = 0; next < key.length; i++) {
      key[next++] = placedOptional[i];
    }
    return key;
  }

  private long hash() {
    return Memo.hash(key, 0, key.length);
  }
}
