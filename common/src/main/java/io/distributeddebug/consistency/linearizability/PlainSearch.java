package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.history.History;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether an order exists, tried in the plainest way: all configurations that are reachable, return
 * by return, no shortcuts. Shares nothing with {@link Search}, whose counterexamples it checks.
 */
final class PlainSearch {
  private record Configuration(BitSet placed, int state) {}

  private PlainSearch() {}

  /**
   * Whether the calls can be put in an order.
   *
   * @param most give up, with an empty answer, at so many configurations
   */
  static Optional<Boolean> hasOrder(List<Call> calls, StateMachine machine, int most) {
    List<Integer> returns = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      if (calls.get(i).completed() != History.NEVER) {
        returns.add(i);
      }
    }
    returns.sort((a, b) -> Long.compare(calls.get(a).completed(), calls.get(b).completed()));
    Set<Configuration> frontier =
        new HashSet<>(Set.of(new Configuration(new BitSet(), machine.initial())));
    int seen = 0;
    for (int returning : returns) {
      Set<Configuration> reached = closure(frontier, calls, machine, calls.get(returning), most);
      seen += reached.size();
      if (seen > most) {
        return Optional.empty();
      }
      reached.removeIf(configuration -> !configuration.placed().get(returning));
      if (reached.isEmpty()) {
        return Optional.of(false);
      }
      frontier = reached;
    }
    return Optional.of(true);
  }

  /** All that can be reached by placing calls that were invoked before this one returned. */
  private static Set<Configuration> closure(
      Set<Configuration> from, List<Call> calls, StateMachine machine, Call returning, int most) {
    Set<Configuration> reached = new HashSet<>(from);
    List<Configuration> open = new ArrayList<>(from);
    while (!open.isEmpty() && reached.size() <= most) {
      Configuration configuration = open.remove(open.size() - 1);
      for (int i = 0; i < calls.size(); i++) {
        if (configuration.placed().get(i) || calls.get(i).invoked() > returning.completed()) {
          continue;
        }
        int state = machine.apply(configuration.state(), calls.get(i));
        if (state != StateMachine.IMPOSSIBLE) {
          BitSet placed = (BitSet) configuration.placed().clone();
          placed.set(i);
          Configuration next = new Configuration(placed, state);
          if (reached.add(next)) {
            open.add(next);
          }
        }
      }
    }
    return reached;
  }
}
