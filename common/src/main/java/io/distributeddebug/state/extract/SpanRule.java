package io.distributeddebug.state.extract;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Span;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Knows one way in which spans show operations on state. */
interface SpanRule {
  /** Stable, kebab-case; every event keeps the id of the rule that made it. */
  String id();

  /** Adds what the span shows. Of several rules the first whose span it is decides. */
  Answer ask(Span span, TraceSignals trace, Consumer<StateEventDraft> found);

  /**
   * Whether the span is one of the rule's.
   *
   * @param reason why nothing could be found in it; empty where something was, or it is not
   */
  record Answer(boolean isMine, String reason) {
    static final Answer OTHER = new Answer(false, "");
    static final Answer FOUND = new Answer(true, "");

    static Answer nothing(String reason) {
      return new Answer(true, reason);
    }
  }

  static String first(Attributes attributes, List<String> names) {
    for (String name : names) {
      Optional<String> value = attributes.get(name);
      if (value.isPresent() && !value.get().isEmpty()) {
        return value.get();
      }
    }
    return "";
  }
}
