package io.distributeddebug.state.check;

import io.distributeddebug.state.StateEvent;
import java.util.List;
import java.util.function.Consumer;

/** Messages that one consumer group processed twice, both times with success. Exact. */
final class DuplicateDeliveries implements StateCheck {
  @Override
  public String kind() {
    return "duplicate-delivery";
  }

  @Override
  public Grouping grouping() {
    return Grouping.PARTITION;
  }

  @Override
  public String needs() {
    return "process spans with partition and offset";
  }

  @Override
  public String advice() {
    return "Make the effect idempotent by the message id, or commit it together with the offset.";
  }

  @Override
  public boolean isCheckable(EventGroup group, CheckScope scope) {
    return Deliveries.isCheckable(group);
  }

  @Override
  public void check(EventGroup group, CheckScope scope, Consumer<StateFinding> findings) {
    for (Deliveries deliveries : Deliveries.of(group)) {
      for (List<StateEvent> attempts : deliveries.byOffset().values()) {
        List<StateEvent> done = attempts.stream().filter(EventGroup::isOk).toList();
        if (done.size() > 1) {
          StateEvent first = done.get(0);
          findings.accept(
              StateFinding.of(
                  kind(),
                  Grade.CERTAIN,
                  1,
                  first.entity(),
                  Deliveries.subject(first),
                  "Message %s was processed %d times by %s"
                      .formatted(Deliveries.subject(first), done.size(), first.actor().service()),
                  done));
        }
      }
    }
  }
}
