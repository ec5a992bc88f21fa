package io.distributeddebug.consistency.session;

import io.distributeddebug.consistency.Conclusion;
import io.distributeddebug.consistency.Level;
import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import io.distributeddebug.history.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The session guarantees by their definition: tries every order of the versions of each key. For a
 * handful of values, each written once.
 */
final class AllVersionOrders {
  private final History history;
  private final int key;

  private AllVersionOrders(History history, int key) {
    this.history = history;
    this.key = key;
  }

  /** Whether of every key an order of versions is allowed, if what is known allows any. */
  static Conclusion conclusion(History history, Level level) {
    boolean unknown = false;
    for (int key = 0; key < history.keys(); key++) {
      AllVersionOrders orders = new AllVersionOrders(history, key);
      List<List<Integer>> known = new ArrayList<>();
      orders.permute(new ArrayList<>(), orders.versions(), known);
      known.removeIf(order -> !orders.agreesWithWhatIsKnown(order));
      unknown |= known.isEmpty();
      if (!known.isEmpty() && known.stream().noneMatch(order -> orders.isAllowed(order, level))) {
        return Conclusion.VIOLATED;
      }
    }
    return unknown ? Conclusion.NOT_CHECKABLE : Conclusion.HOLDS;
  }

  private List<Integer> versions() {
    Set<Integer> versions = new LinkedHashSet<>(List.of(History.NIL));
    for (int o = 0; o < history.operations(); o++) {
      if (history.key(o) == key && ok(o)) {
        versions.add(version(o));
        if (history.kind(o) == OperationKind.CAS) {
          versions.add(history.expected(o));
        }
        if (history.kind(o) == OperationKind.READ_LIST) {
          for (int element : history.list(o)) {
            versions.add(element);
          }
        }
      }
    }
    return new ArrayList<>(versions);
  }

  private boolean ok(int o) {
    return history.outcome(history.transaction(o)) == Outcome.OK;
  }

  private int version(int o) {
    if (history.kind(o) != OperationKind.READ_LIST) {
      return history.value(o);
    }
    int[] list = history.list(o);
    return list.length == 0 ? History.NIL : list[list.length - 1];
  }

  private void permute(List<Integer> begun, List<Integer> rest, List<List<Integer>> all) {
    if (rest.isEmpty()) {
      all.add(new ArrayList<>(begun));
      return;
    }
    for (Integer next : rest) {
      List<Integer> fewer = new ArrayList<>(rest);
      fewer.remove(next);
      begun.add(next);
      permute(begun, fewer, all);
      begun.remove(begun.size() - 1);
    }
  }

  private boolean agreesWithWhatIsKnown(List<Integer> order) {
    if (order.get(0) != History.NIL) {
      return false;
    }
    boolean lists = false;
    for (int o = 0; o < history.operations(); o++) {
      lists |= history.key(o) == key && ok(o) && history.kind(o) == OperationKind.READ_LIST;
    }
    for (int a = 0; a < history.operations(); a++) {
      if (history.key(a) != key || !ok(a)) {
        continue;
      }
      if (history.kind(a) == OperationKind.CAS
          && order.indexOf(history.expected(a)) > order.indexOf(history.value(a))) {
        return false;
      }
      if (history.kind(a) == OperationKind.READ_LIST) {
        List<Integer> list = new ArrayList<>(List.of(History.NIL));
        for (int element : history.list(a)) {
          list.add(element);
        }
        // Versions are all the beginnings of the lists, so a list is the beginning of the order.
        if (!order.subList(0, list.size()).equals(list)) {
          return false;
        }
      }
      for (int b = 0; b < history.operations() && !lists && history.isTimed(); b++) {
        boolean earlier =
            history.key(b) == key
                && ok(b)
                && !history.kind(a).isRead()
                && !history.kind(b).isRead()
                && history.completed(history.transaction(a))
                    < history.invoked(history.transaction(b));
        if (earlier && order.indexOf(version(a)) > order.indexOf(version(b))) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isAllowed(List<Integer> order, Level level) {
    for (int a = 0; a < history.operations(); a++) {
      for (int b = a; b < history.operations(); b++) {
        boolean together =
            history.key(a) == key
                && history.key(b) == key
                && ok(a)
                && ok(b)
                && history.session(history.transaction(a))
                    == history.session(history.transaction(b))
                && (a != b || history.kind(a) == OperationKind.CAS);
        if (together && goesBack(order, level, a, b)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean goesBack(List<Integer> order, Level level, int a, int b) {
    return switch (level) {
      case READ_YOUR_WRITES -> a != b && writes(a) && reads(b) && after(order, version(a), seen(b));
      case MONOTONIC_READS -> a != b && reads(a) && reads(b) && after(order, seen(a), seen(b));
      case MONOTONIC_WRITES ->
          a != b && writes(a) && writes(b) && after(order, version(a), version(b));
      case WRITES_FOLLOW_READS -> reads(a) && writes(b) && after(order, seen(a), version(b));
      default -> throw new IllegalArgumentException(level.word());
    };
  }

  private static boolean after(List<Integer> order, int a, int b) {
    return order.indexOf(a) > order.indexOf(b);
  }

  private boolean writes(int o) {
    return !history.kind(o).isRead();
  }

  private boolean reads(int o) {
    return history.kind(o).isRead() || history.kind(o) == OperationKind.CAS;
  }

  private int seen(int o) {
    return history.kind(o) == OperationKind.CAS ? history.expected(o) : version(o);
  }
}
