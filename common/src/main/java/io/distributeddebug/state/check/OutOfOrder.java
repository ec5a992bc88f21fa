package io.distributeddebug.state.check;

import io.distributeddebug.state.StateEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Messages that a consumer took for the first time after a later one of the same partition. Exact:
 * both are on the clock of one instance; a message that is tried again after a failure was in
 * order.
 */
final class OutOfOrder implements StateCheck {
  @Override
  public String kind() {
    return "out-of-order";
  }

  @Override
  public Grouping grouping() {
    return Grouping.PARTITION;
  }

  @Override
  public String needs() {
    return "process spans with partition, offset and instance";
  }

  @Override
  public String advice() {
    return "Process a partition by one consumer, one message at a time, or order by key.";
  }

  @Override
  public boolean isCheckable(EventGroup group, CheckScope scope) {
    return Deliveries.isCheckable(group);
  }

  @Override
  public void check(EventGroup group, CheckScope scope, Consumer<StateFinding> findings) {
    for (Deliveries deliveries : Deliveries.of(group)) {
      List<StateEvent> later = new ArrayList<>();
      for (List<StateEvent> attempts : deliveries.byOffset().descendingMap().values()) {
        StateEvent first = attempts.get(0);
        later.stream()
            .filter(
                other ->
                    other.actor().instance().equals(first.actor().instance())
                        && other.interval().completeUnixNanos()
                            <= first.interval().invokeUnixNanos())
            .findFirst()
            .ifPresent(other -> findings.accept(finding(first, other)));
        later.removeIf(
            other ->
                other.actor().instance().equals(first.actor().instance())
                    && other.interval().completeUnixNanos()
                        >= first.interval().completeUnixNanos());
        later.add(first);
      }
    }
  }

  private StateFinding finding(StateEvent first, StateEvent other) {
    return StateFinding.of(
        kind(),
        Grade.CERTAIN,
        1,
        first.entity(),
        Deliveries.subject(first),
        "Message %s was taken by %s after the later %s"
            .formatted(
                Deliveries.subject(first), first.actor().instance(), Deliveries.subject(other)),
        List.of(other, first));
  }
}
