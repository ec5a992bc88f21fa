package io.distributeddebug.state.check;

import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Two who surely held one lock at a time: from the end of taking it to the begin of giving it back.
 * A lock that is not seen to be given back says nothing.
 */
final class LockViolations implements StateCheck {
  /** Who held it, from when to when. */
  record Hold(StateEvent lock, StateEvent unlock) {}

  @Override
  public String kind() {
    return "lock-violation";
  }

  @Override
  public Grouping grouping() {
    return Grouping.ENTITY;
  }

  @Override
  public String needs() {
    return "locks that are taken and given back, such as SET NX PX and DEL";
  }

  @Override
  public String advice() {
    return "Let the store check a fencing token with each write; make the lease longer than the work, and check it before writing.";
  }

  @Override
  public boolean isCheckable(EventGroup group, CheckScope scope) {
    return group.events().stream().anyMatch(event -> event.kind() == StateOperation.UNLOCK);
  }

  @Override
  public void check(EventGroup group, CheckScope scope, Consumer<StateFinding> findings) {
    for (List<StateEvent> part : group.byPlaceAndField().values()) {
      List<Hold> holds = holds(part);
      for (int i = 0; i < holds.size(); i++) {
        for (int j = i + 1; j < holds.size(); j++) {
          Hold one = holds.get(i);
          Hold other = holds.get(j);
          if (overlap(group, one, other, Grade.CERTAIN)) {
            findings.accept(finding(one, other, Grade.CERTAIN));
          } else if (overlap(group, one, other, Grade.CLOCK_DEPENDENT)) {
            findings.accept(finding(one, other, Grade.CLOCK_DEPENDENT));
          } else {
            break; // holds come by their begin: later ones are further away
          }
        }
      }
    }
  }

  static List<Hold> holds(List<StateEvent> part) {
    Map<String, StateEvent> open = new HashMap<>();
    List<Hold> holds = new ArrayList<>();
    for (StateEvent event : part) {
      String owner = event.origin().traceId() + event.entity();
      if (event.kind() == StateOperation.LOCK && EventGroup.isOk(event)) {
        open.put(owner, event);
      } else if (event.kind() == StateOperation.UNLOCK && open.containsKey(owner)) {
        holds.add(new Hold(open.remove(owner), event));
      }
    }
    holds.sort(Comparator.comparingLong(hold -> hold.lock.interval().completed()));
    return holds;
  }

  private static boolean overlap(EventGroup group, Hold one, Hold other, Grade grade) {
    return group.isBefore(one.lock, other.unlock, grade)
        && group.isBefore(other.lock, one.unlock, grade);
  }

  private StateFinding finding(Hold one, Hold other, Grade grade) {
    return StateFinding.of(
        kind(),
        grade,
        grade == Grade.CERTAIN ? 1 : 0.5,
        one.lock.entity(),
        "%s was taken by %s while %s held it"
            .formatted(one.lock.entity(), who(other.lock), who(one.lock)),
        List.of(one.lock, other.lock, one.unlock, other.unlock));
  }

  private static String who(StateEvent event) {
    return event.actor().instance().isEmpty() ? event.actor().service() : event.actor().instance();
  }
}
