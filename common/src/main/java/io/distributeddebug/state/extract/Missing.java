package io.distributeddebug.state.extract;

import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;

/** What an event lacks, and what to record so that it is there. The worst lack first. */
enum Missing {
  KEY_OF_MESSAGE("record messaging.kafka.message.key, or map an attribute of the message as key"),
  KEY_OF_STATEMENT(
      "record the key: db.query.parameter.<n>, or an attribute %s_id on a span above the call"),
  KEY_OF_PATH("record url.path beside http.route"),
  KEY("record the key: an attribute %s_id on the span or on one above it"),
  ID_OF_MESSAGE("record messaging.message.id or messaging.kafka.offset"),
  VERSION("record a value or version: state.entity.type, state.entity.id and state.version");

  private final String advice;

  Missing(String advice) {
    this.advice = advice;
  }

  static Missing of(StateEvent event) {
    if (event.entity().hasKey()) {
      return event.kind().isMessage() ? ID_OF_MESSAGE : VERSION;
    }
    if (event.kind().isMessage()) {
      return KEY_OF_MESSAGE;
    }
    return switch (event.origin().rule()) {
      case "sql", "document", "key-value" ->
          event.kind() == StateOperation.READ || event.kind().isMutation() ? KEY_OF_STATEMENT : KEY;
      case "http" -> KEY_OF_PATH;
      default -> KEY;
    };
  }

  String advice(String type) {
    String one = type.endsWith("s") ? type.substring(0, type.length() - 1) : type;
    return advice.replace("%s", one);
  }
}
