package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.history.History;
import io.distributeddebug.history.HistoryBuilder;
import io.distributeddebug.history.OperationKind;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A history of single operations without some of them. */
final class Thinned {
  private Thinned() {}

  static History of(History whole, SplittableRandom random, double share) {
    HistoryBuilder rest = new HistoryBuilder(whole.valueText(History.NIL));
    for (int t = 0; t < whole.transactions(); t++) {
      if (random.nextDouble() < share) {
        continue;
      }
      int o = whole.first(t);
      rest.begin(
          rest.session(whole.sessionText(whole.session(t))), whole.invoked(t), whole.completed(t));
      copy(whole, o, rest);
      rest.end(whole.outcome(t), whole.name(t), whole.line(t));
    }
    return rest.timed();
  }

  private static void copy(History whole, int o, HistoryBuilder rest) {
    int key = rest.key(whole.keyText(whole.key(o)));
    if (whole.kind(o) == OperationKind.READ_LIST) {
      rest.readList(
          key, Arrays.stream(whole.list(o)).map(e -> rest.value(whole.valueText(e))).toArray());
      return;
    }
    int value = rest.value(whole.valueText(whole.value(o)));
    switch (whole.kind(o)) {
      case READ -> rest.read(key, value);
      case WRITE -> rest.write(key, value);
      case APPEND -> rest.append(key, value);
      case CAS -> rest.cas(key, rest.value(whole.valueText(whole.expected(o))), value);
      case ADD -> rest.add(key, value);
      case REMOVE -> rest.remove(key, value);
      case ENQUEUE -> rest.enqueue(key, value);
      case DEQUEUE -> rest.dequeue(key, value);
      case ACQUIRE -> rest.acquire(key, value);
      case RELEASE -> rest.release(key, value);
      case READ_LIST -> throw new IllegalStateException("copied above");
    }
  }
}
