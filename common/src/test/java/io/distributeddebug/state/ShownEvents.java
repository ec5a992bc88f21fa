package io.distributeddebug.state;

import io.distributeddebug.history.Outcome;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Events as text, a line each: {@code OPERATION ENTITY[.FIELD] @PLACE}, then what is known: {@code
 * =value}, {@code expected~...}, {@code v8}, {@code from v7}, {@code FAIL: why}.
 */
public final class ShownEvents {
  private ShownEvents() {}

  public static String of(List<StateEvent> events) {
    return events.stream().map(ShownEvents::line).collect(Collectors.joining("\n", "", "\n"));
  }

  public static String line(StateEvent event) {
    StringBuilder line = new StringBuilder(event.kind().word()).append(' ').append(event.entity());
    line.append(event.field().isEmpty() ? "" : "." + event.field());
    line.append(" @").append(event.place());
    event.content().value().ifPresent(value -> line.append(" =").append(value));
    event.content().expected().ifPresent(value -> line.append(" expected~").append(value));
    line.append(event.content().version().isEmpty() ? "" : " v" + event.content().version());
    line.append(
        event.content().expectedVersion().isEmpty()
            ? ""
            : " from v" + event.content().expectedVersion());
    StateEvent.Message message = event.message();
    line.append(message.partition().isEmpty() ? "" : " partition " + message.partition());
    line.append(message.offset() < 0 ? "" : " offset " + message.offset());
    line.append(message.id().isEmpty() ? "" : " id " + message.id());
    line.append(event.epoch() < 0 ? "" : " epoch " + event.epoch());
    line.append("trace".equals(event.origin().keySource()) ? " (key around)" : "");
    line.append(event.outcome() == Outcome.OK ? "" : " " + event.outcome());
    line.append(event.outcomeReason().isEmpty() ? "" : ": " + event.outcomeReason());
    return line.toString();
  }
}
