package io.distributeddebug.state.check;

import io.distributeddebug.history.History;
import io.distributeddebug.history.HistoryBuilder;
import io.distributeddebug.history.Outcome;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The reads and writes of one part of an entity as a history of a register, for the checkers of
 * package consistency. Versions stand for values where there are any, as they are unique; else the
 * values must be.
 *
 * @param operations of the history, by number; a transaction is called by it
 */
public record EntityHistory(History history, List<StateEvent> operations) {
  public EntityHistory {
    operations = List.copyOf(operations);
  }

  /** By the number that a counterexample calls it. */
  public StateEvent operation(String name) {
    return operations.get(Integer.parseInt(name));
  }

  /** Whether every write writes another value, so that a read tells which write it saw. */
  public static boolean areUnique(List<StateEvent> part) {
    Set<String> written = new HashSet<>();
    boolean any = false;
    for (StateEvent event : part) {
      if (event.kind().isMutation() && event.outcome() != Outcome.FAIL) {
        String value = value(event);
        if (value.isEmpty() || !written.add(value)) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

  /**
   * Of the operations on one place and field.
   *
   * @param grade how wide their intervals are: certainty takes clocks as far apart as they can be
   */
  public static EntityHistory of(EventGroup group, List<StateEvent> part, Grade grade) {
    HistoryBuilder builder = new HistoryBuilder("absent");
    int key = builder.key(part.get(0).entity() + " at " + part.get(0).place());
    List<StateEvent> operations = new ArrayList<>();
    for (StateEvent event : part) {
      boolean read = event.kind() == StateOperation.READ && EventGroup.isOk(event);
      boolean write = event.kind().isMutation() && event.outcome() != Outcome.FAIL;
      String text = value(event);
      if (text.isEmpty() || (!read && !write)) {
        continue;
      }
      int value = text.equals(StateEvent.ABSENT) ? History.NIL : builder.value(text);
      builder.begin(
          builder.session(event.actor().session()),
          group.invoked(event, grade),
          event.outcome() == Outcome.UNKNOWN ? History.NEVER : group.completed(event, grade));
      if (read) {
        builder.read(key, value);
      } else {
        builder.write(key, value);
      }
      builder.end(event.outcome(), Integer.toString(operations.size()), operations.size() + 1);
      operations.add(event);
    }
    return new EntityHistory(builder.timed(), operations);
  }

  private static String value(StateEvent event) {
    return event.content().version().isEmpty()
        ? event.content().value().orElse("")
        : "v" + event.content().version();
  }
}
