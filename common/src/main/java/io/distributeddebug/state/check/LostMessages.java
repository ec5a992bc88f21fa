package io.distributeddebug.state.check;

import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import java.util.List;
import java.util.function.Consumer;

/**
 * Messages that were sent, and passed over: the group processed an earlier and a later one of the
 * partition, and this one never. Gaps in offsets alone mean nothing. It claims that something did
 * not happen, so it is true as recorded; where less than nine in ten of the sent messages were seen
 * to be processed, the record is taken to be sampled, and nothing is claimed.
 */
final class LostMessages implements StateCheck {
  private static final double SEEN = 0.9;
  private static final double CONFIDENCE = 0.8;

  @Override
  public String kind() {
    return "lost-message";
  }

  @Override
  public Grouping grouping() {
    return Grouping.PARTITION;
  }

  @Override
  public String needs() {
    return "send and process spans with partition and offset, all of them recorded";
  }

  @Override
  public String advice() {
    return "Commit an offset only when its message and all before it are done; look for a handler that swallows failures.";
  }

  @Override
  public boolean isCheckable(EventGroup group, CheckScope scope) {
    return Deliveries.isCheckable(group)
        && group.events().stream()
            .anyMatch(
                event -> event.kind() == StateOperation.PRODUCE && event.message().offset() >= 0);
  }

  @Override
  public void check(EventGroup group, CheckScope scope, Consumer<StateFinding> findings) {
    for (Deliveries deliveries : Deliveries.of(group)) {
      long first = deliveries.byOffset().firstKey();
      long last = deliveries.byOffset().lastKey();
      List<StateEvent> sent =
          group.events().stream()
              .filter(event -> event.kind() == StateOperation.PRODUCE && EventGroup.isOk(event))
              .filter(event -> event.message().offset() > first && event.message().offset() < last)
              .toList();
      List<StateEvent> missing =
          sent.stream()
              .filter(event -> !deliveries.byOffset().containsKey(event.message().offset()))
              .toList();
      if (missing.isEmpty() || missing.size() > (1 - SEEN) * sent.size() + 1) {
        continue;
      }
      for (StateEvent lost : missing) {
        StateEvent later =
            deliveries.byOffset().higherEntry(lost.message().offset()).getValue().get(0);
        findings.accept(
            StateFinding.of(
                kind(),
                Grade.AS_RECORDED,
                CONFIDENCE,
                lost.entity(),
                Deliveries.subject(lost),
                "Message %s was sent, and %s passed over it to offset %d"
                    .formatted(
                        Deliveries.subject(lost),
                        later.actor().service(),
                        later.message().offset()),
                List.of(lost, later)));
      }
    }
  }
}
