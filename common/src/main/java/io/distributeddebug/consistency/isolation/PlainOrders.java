package io.distributeddebug.consistency.isolation;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether an order of some transactions exists, tried in the plainest way: state by state, no
 * shortcuts, nothing inferred. Shares nothing with {@link EventOrder} and {@link OrderSearch},
 * whose conclusions it checks.
 */
final class PlainOrders {
  private static final int MOST_TRANSACTIONS = 100;

  private record State(BitSet begun, BitSet committed, Map<Integer, Integer> inForce) {}

  private final Transactions transactions;
  private final StrongLevel level;
  private final CommitGraph order;
  private final int most;
  private final Set<State> seen = new HashSet<>();
  private final int count;

  private PlainOrders(Transactions transactions, StrongLevel level, CommitGraph order, int most) {
    this.transactions = transactions;
    this.level = level;
    this.order = order;
    this.most = most;
    this.count = transactions.size() - 1;
  }

  /**
   * Whether there is an order.
   *
   * @param order sessions, real time and lists, which it has to agree with
   * @param most give up, with an empty answer, at so many states
   */
  static Optional<Boolean> exists(
      Transactions transactions, StrongLevel level, CommitGraph order, int most) {
    PlainOrders orders = new PlainOrders(transactions, level, order, most);
    if (orders.count > MOST_TRANSACTIONS) {
      return Optional.empty();
    }
    boolean found = orders.explore(new State(new BitSet(), new BitSet(), new HashMap<>()));
    return orders.seen.size() > most && !found ? Optional.empty() : Optional.of(found);
  }

  private boolean explore(State state) {
    if (state.committed().cardinality() == count) {
      return true;
    }
    if (seen.size() > most || !seen.add(state)) {
      return false;
    }
    for (int t = 1; t < transactions.size(); t++) {
      if (state.committed().get(t)) {
        continue;
      }
      if (!state.begun().get(t) && mayBegin(t, state)) {
        BitSet begun = (BitSet) state.begun().clone();
        begun.set(t);
        State next = new State(begun, state.committed(), state.inForce());
        if (explore(level == StrongLevel.SERIALIZABLE ? committed(t, next) : next)) {
          return true;
        }
      } else if (state.begun().get(t) && explore(committed(t, state))) {
        return true;
      }
    }
    return false;
  }

  private boolean mayBegin(int t, State state) {
    for (int edge = 0; edge < order.edges(); edge++) {
      int earlier = order.from(edge);
      if (order.to(edge) == t
          && order.kind(edge) != EdgeKind.RW
          && order.kind(edge) != EdgeKind.WR
          && earlier != Transactions.INITIAL
          && !state.committed().get(earlier)) {
        return false;
      }
    }
    for (int r = transactions.firstRead(t); r < transactions.endOfReads(t); r++) {
      int from = transactions.readFrom(r);
      int inForce = state.inForce().getOrDefault(transactions.readKey(r), Transactions.INITIAL);
      if (from != inForce) {
        return false;
      }
    }
    for (int other = state.begun().nextSetBit(0);
        other >= 0;
        other = state.begun().nextSetBit(other + 1)) {
      for (int w = transactions.firstWrite(t); w < transactions.endOfWrites(t); w++) {
        if (!state.committed().get(other) && transactions.writes(other, transactions.writeKey(w))) {
          return false;
        }
      }
    }
    return true;
  }

  private State committed(int t, State state) {
    BitSet committed = (BitSet) state.committed().clone();
    committed.set(t);
    Map<Integer, Integer> inForce = new HashMap<>(state.inForce());
    for (int w = transactions.firstWrite(t); w < transactions.endOfWrites(t); w++) {
      inForce.put(transactions.writeKey(w), t);
    }
    return new State(state.begun(), committed, inForce);
  }
}
