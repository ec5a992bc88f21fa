package io.distributeddebug.state.check;

import io.distributeddebug.history.Outcome;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import java.util.Locale;

/** An operation in a few words, such as {@code write PAID v3 by order-1}. */
public final class EventText {
  private EventText() {}

  public static String of(StateEvent event) {
    StringBuilder text = new StringBuilder(event.kind().word());
    if (event.kind().isMessage()) {
      StateEvent.Message message = event.message();
      text.append(' ').append(message.destination());
      text.append(message.partition().isEmpty() ? "" : "/" + message.partition());
      text.append(message.offset() < 0 ? "" : "@" + message.offset());
      text.append(message.id().isEmpty() ? "" : " " + message.id());
    }
    boolean isOfLock = event.kind() == StateOperation.LOCK || event.kind() == StateOperation.UNLOCK;
    if (isOfLock) {
      text.append(' ').append(event.entity().key()); // the value is but the owner's token
    }
    event.content().expected().ifPresent(value -> text.append(" from ").append(shown(value)));
    event
        .content()
        .value()
        .filter(value -> !isOfLock)
        .ifPresent(value -> text.append(' ').append(shown(value)));
    text.append(version(event));
    text.append(event.epoch() < 0 ? "" : " epoch " + event.epoch());
    if (event.outcome() != Outcome.OK) {
      text.append(" (").append(event.outcome().name().toLowerCase(Locale.ROOT)).append(')');
    }
    String by =
        event.actor().instance().isEmpty() ? event.actor().service() : event.actor().instance();
    return text.append(" by ").append(by).toString();
  }

  private static String version(StateEvent event) {
    return event.content().version().isEmpty() ? "" : " v" + event.content().version();
  }

  static String shown(String value) {
    return value.equals(StateEvent.ABSENT) ? "absent" : value;
  }
}
