package io.distributeddebug.consistency.linearizability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Invocations and returns in their order of time, as a doubly linked list in arrays, from which a
 * call is lifted and put back in constant time. Required calls come first in the numbering, each
 * group by time of invocation; the return of call {@code c} has the number {@code size + c}.
 */
final class CallList {
  /** Behind the last entry. */
  static final int END = -2;

  private final List<Call> ordered = new ArrayList<>();
  private final int required;
  private final int[] next;
  private final int[] previous;
  private final int[] earlierEqual;
  private final int windowWords;

  CallList(List<Call> calls) {
    Comparator<Call> byInvocation = Comparator.comparingLong(Call::invoked);
    calls.stream().filter(Call::isRequired).sorted(byInvocation).forEach(ordered::add);
    required = ordered.size();
    calls.stream().filter(call -> !call.isRequired()).sorted(byInvocation).forEach(ordered::add);
    earlierEqual = earlierEquals();
    windowWords = windowOfOpenCalls();
    next = new int[2 * size() + 1];
    previous = new int[2 * size() + 1];
    link();
  }

  int size() {
    return ordered.size();
  }

  int required() {
    return required;
  }

  int optional() {
    return size() - required;
  }

  Call call(int call) {
    return ordered.get(call);
  }

  boolean isOptional(int call) {
    return call >= required;
  }

  boolean isObservation(int call) {
    return ordered.get(call).isObservation();
  }

  boolean isReturn(int entry) {
    return entry >= size();
  }

  /** The entry behind an entry, or behind the head, -1; {@link #END} behind the last. */
  int after(int entry) {
    return next[entry + 1];
  }

  long time(int entry) {
    return isReturn(entry) ? ordered.get(entry - size()).completed() : ordered.get(entry).invoked();
  }

  /** The last optional call before this one that asks for the same; negative: none. */
  int earlierEqual(int call) {
    return earlierEqual[call];
  }

  /** How many words of bits hold every required call that can be placed before the lowest is. */
  int windowWords() {
    return windowWords;
  }

  void lift(int call) {
    unlink(call);
    if (!isOptional(call)) {
      unlink(size() + call);
    }
  }

  void unlift(int call) {
    if (!isOptional(call)) {
      relink(size() + call);
    }
    relink(call);
  }

  private void unlink(int entry) {
    int before = previous[entry + 1];
    int behind = next[entry + 1];
    next[before + 1] = behind;
    if (behind != END) {
      previous[behind + 1] = before;
    }
  }

  private void relink(int entry) {
    int before = previous[entry + 1];
    int behind = next[entry + 1];
    next[before + 1] = entry;
    if (behind != END) {
      previous[behind + 1] = entry;
    }
  }

  private void link() {
    List<Integer> entries = new ArrayList<>();
    for (int call = 0; call < size(); call++) {
      entries.add(call);
      if (!isOptional(call)) {
        entries.add(size() + call);
      }
    }
    // What happens at one instant is taken to overlap: invocations go first.
    entries.sort(Comparator.comparingLong(this::time).thenComparing(this::isReturn));
    int last = -1;
    for (int entry : entries) {
      next[last + 1] = entry;
      previous[entry + 1] = last;
      last = entry;
    }
    next[last + 1] = END;
  }

  private int[] earlierEquals() {
    int[] earlier = new int[size()];
    Map<Object, Integer> last = new HashMap<>();
    for (int call = 0; call < size(); call++) {
      earlier[call] = -1;
      if (isOptional(call)) {
        Call c = ordered.get(call);
        Integer before = last.put(List.of(c.kind(), c.value(), c.expected()), call);
        earlier[call] = before == null ? -1 : before;
      }
    }
    return earlier;
  }

  private int windowOfOpenCalls() {
    int words = 1;
    int furthest = 0;
    for (int low = 0; low < required; low++) {
      furthest = Math.max(furthest, low);
      while (furthest + 1 < required
          && ordered.get(furthest + 1).invoked() <= ordered.get(low).completed()) {
        furthest++;
      }
      words = Math.max(words, (furthest >> 6) - (low >> 6) + 1);
    }
    return words;
  }
}
