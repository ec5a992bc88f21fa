package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.consistency.Budget;
import io.distributeddebug.consistency.Meter;
import io.distributeddebug.history.History;
import java.util.ArrayList;
import java.util.Comparator;
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
 * placed at once; of equal calls that may or may not have happened only the earliest is tried, and
 * none that changes nothing; a write that nobody can see any more is placed with the next write.
 * What is waited for soonest is tried first.
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

  /** What may be placed next, the first choice last, and where the trail stood before. */
  private record Choices(List<Integer> calls, int trail) {}

  /**
   * @param waitedFor when the first call that it makes possible, or itself, returns
   */
  private record Choice(int call, boolean observed, long waitedFor) {}

  private static final Comparator<Choice> SOONEST_LAST =
      Comparator.comparing((Choice choice) -> !choice.observed())
          .thenComparingLong(Choice::waitedFor)
          .reversed();
  private static final int HEAD = -1;

  private final StateMachine machine;
  private final CallList calls;
  private final DeadWrites deadWrites;
  private final Meter meter;
  private final Memo memo;
  private final long[] placedRequired;
  private final long[] placedOptional;
  private final long[] key;
  private final int[] trail;
  private final int[] stateBefore;
  private final List<Choices> open = new ArrayList<>();
  private int depth;
  private int requiredLeft;
  private int state;
  private int lowest;

  private Search(StateMachine machine, CallList calls, Budget budget) {
    this.machine = machine;
    this.calls = calls;
    this.deadWrites = new DeadWrites(calls);
    this.meter = new Meter(budget);
    this.placedRequired = new long[(calls.required() >> 6) + 1];
    this.placedOptional = new long[(calls.optional() >> 6) + 1];
    int width = 1 + calls.windowWords() + ((calls.optional() + 63) >> 6);
    this.key = new long[width];
    this.memo = new Memo(width);
    this.trail = new int[calls.size()];
    this.stateBefore = new int[calls.size()];
    this.requiredLeft = calls.required();
    this.state = machine.initial();
  }

  static Result run(List<Call> calls, StateMachine machine, Budget budget) {
    return new Search(machine, new CallList(calls), budget).run();
  }

  private Result run() {
    long stuckAt = History.ALWAYS;
    placeObservations();
    if (requiredLeft > 0) {
      open.add(choices());
    }
    while (requiredLeft > 0) {
      if (open.isEmpty()) {
        return new Result(End.THERE_IS_NONE, stuckAt, meter);
      }
      Choices choices = open.get(open.size() - 1);
      takeBackTo(choices.trail());
      if (choices.calls().isEmpty()) {
        stuckAt = Math.max(stuckAt, calls.time(firstReturn()));
        open.remove(open.size() - 1);
        continue;
      }
      int call = choices.calls().remove(choices.calls().size() - 1);
      if (!meter.step() || !meter.fits(memo.bytesToGrow() + machine.bytes())) {
        return new Result(End.BUDGET_USED_UP, stuckAt, meter);
      }
      place(call);
      if (requiredLeft > 0 && memo.add(currentKey(), Memo.hash(key, 0, key.length))) {
        open.add(choices());
      }
    }
    return new Result(End.FOUND_AN_ORDER, History.ALWAYS, meter);
  }

  private int firstReturn() {
    int entry = calls.after(HEAD);
    while (!calls.isReturn(entry)) {
      entry = calls.after(entry);
    }
    return entry;
  }

  /** What may come next, with the trail as it stands now. */
  private Choices choices() {
    int returning = firstReturn() - calls.size();
    List<Choice> found = new ArrayList<>();
    for (int call = calls.after(HEAD); !calls.isReturn(call); call = calls.after(call)) {
      int next = machine.apply(state, calls.call(call));
      if (next != StateMachine.IMPOSSIBLE && isWorthTrying(call, next, returning)) {
        found.add(choice(call, next));
      }
    }
    found.sort(SOONEST_LAST);
    List<Integer> ordered = new ArrayList<>(found.size());
    found.forEach(choice -> ordered.add(choice.call()));
    return new Choices(ordered, depth);
  }

  private boolean isWorthTrying(int call, int next, int returning) {
    if (calls.isOptional(call)) {
      int same = calls.earlierEqual(call);
      return next != state && (same < 0 || isPlaced(same)) && !isDead(call);
    }
    return call == returning || !isDead(call);
  }

  private Choice choice(int call, int next) {
    long waitedFor = History.NEVER;
    for (int other = calls.after(HEAD); !calls.isReturn(other); other = calls.after(other)) {
      Call waiting = calls.call(other);
      if (waitsForState(waiting) && machine.apply(next, waiting) != StateMachine.IMPOSSIBLE) {
        waitedFor = Math.min(waitedFor, waiting.completed());
      }
    }
    boolean observed = waitedFor != History.NEVER;
    return new Choice(call, observed, observed ? waitedFor : calls.call(call).completed());
  }

  private static boolean waitsForState(Call call) {
    return switch (call.kind()) {
      case READ, READ_LIST, DEQUEUE, ACQUIRE, RELEASE -> true;
      case CAS -> !call.refused();
      case WRITE, APPEND, ADD, REMOVE, ENQUEUE -> false;
    };
  }

  private boolean isDead(int call) {
    if (!deadWrites.apply() || calls.isObservation(call)) {
      return false;
    }
    for (int read : deadWrites.readersOf(call)) {
      if (!isPlaced(read)) {
        return false;
      }
    }
    return true;
  }

  /** Places a call, before it what changes nothing then, and after it what is right then. */
  private void place(int call) {
    int next = machine.apply(state, calls.call(call));
    if (deadWrites.apply()) {
      for (int dead = calls.after(HEAD); !calls.isReturn(dead); dead = calls.after(dead)) {
        if (dead != call && !calls.isOptional(dead) && isDead(dead)) {
          put(dead);
        }
      }
    }
    put(call);
    state = next;
    placeObservations();
  }

  private void placeObservations() {
    int entry = calls.after(HEAD);
    while (entry != CallList.END && !calls.isReturn(entry)) {
      int following = calls.after(entry);
      if (calls.isObservation(entry) && machine.apply(state, calls.call(entry)) == state) {
        put(entry);
        // Its return may have been what held others back.
        following = calls.after(HEAD);
      }
      entry = following;
    }
  }

  private void put(int call) {
    trail[depth] = call;
    stateBefore[depth] = state;
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

  private void takeBackTo(int mark) {
    while (depth > mark) {
      depth--;
      int call = trail[depth];
      state = stateBefore[depth];
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
}
