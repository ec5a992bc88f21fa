package io.distributeddebug.state.extract;

import io.distributeddebug.history.Outcome;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import io.distributeddebug.state.VersionSource;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Our own convention: {@code state.entity.type}, {@code state.entity.id} and {@code state.kind} on
 * a span, a span event or a log line say outright what happens.
 */
final class ExplicitRule implements SpanRule {
  private static final List<String> TYPE = List.of("state.entity.type");

  @Override
  public String id() {
    return "explicit";
  }

  @Override
  public Answer ask(Span span, TraceSignals trace, Consumer<StateEventDraft> found) {
    String reason = "";
    boolean any = false;
    if (span.attributes().get("state.entity.type").isPresent()) {
      Optional<StateOperation> kind = kind(span.attributes());
      if (kind.isPresent()) {
        found.accept(filled(new StateEventDraft(kind.get(), span), span.attributes()));
        any = true;
      } else {
        reason = unknownKind(span.attributes());
      }
    }
    for (SpanEvent event : span.events()) {
      if (event.attributes().get("state.entity.type").isPresent()) {
        Optional<StateOperation> kind = kind(event.attributes());
        if (kind.isPresent()) {
          StateEventDraft draft = new StateEventDraft(kind.get(), span);
          draft.invoke = event.unixNanos();
          draft.complete = event.unixNanos();
          draft.outcome = Outcome.OK;
          draft.outcomeReason = "";
          found.accept(filled(draft, event.attributes()));
          any = true;
        } else {
          reason = unknownKind(event.attributes());
        }
      }
    }
    return any ? Answer.FOUND : reason.isEmpty() ? Answer.OTHER : Answer.nothing(reason);
  }

  /** Empty: the line says nothing by this convention. */
  Optional<StateEventDraft> ask(LogRecord log) {
    return SpanRule.first(log.attributes(), TYPE).isEmpty()
        ? Optional.empty()
        : kind(log.attributes())
            .map(kind -> filled(new StateEventDraft(kind, log), log.attributes()));
  }

  private static Optional<StateOperation> kind(Attributes attributes) {
    return StateOperation.named(attributes.get("state.kind").orElse("").toLowerCase(Locale.ROOT));
  }

  private static String unknownKind(Attributes attributes) {
    return "state.kind is '" + attributes.get("state.kind").orElse("") + "', which is no operation";
  }

  private static StateEventDraft filled(StateEventDraft draft, Attributes attributes) {
    draft.of(text(attributes, "state.entity.type"), text(attributes, "state.entity.id"));
    draft.place = text(attributes, "state.place");
    if (draft.place.isEmpty()) {
      draft.place = draft.resource.service();
    }
    draft.field = text(attributes, "state.field");
    draft.value = attributes.get("state.value").map(ExplicitRule::value);
    draft.before = attributes.get("state.value_before").map(ExplicitRule::value);
    draft.expected = attributes.get("state.expected").map(ExplicitRule::value);
    draft.version(text(attributes, "state.version"), VersionSource.EXPLICIT);
    draft.expectedVersion = text(attributes, "state.expected_version");
    draft.session = text(attributes, "state.session");
    draft.sessionSource = "state.session";
    draft.transaction = text(attributes, "state.transaction");
    draft.transactionSource = draft.transaction.isEmpty() ? "" : "explicit";
    draft.epoch = DatabaseSpan.number(text(attributes, "state.epoch")).orElse(StateEvent.NO_NUMBER);
    String outcome = text(attributes, "state.outcome");
    if (!outcome.isEmpty()) {
      draft.outcome =
          outcome.equals("ok")
              ? Outcome.OK
              : outcome.equals("fail") ? Outcome.FAIL : Outcome.UNKNOWN;
      draft.outcomeReason = draft.outcome == Outcome.OK ? "" : "state.outcome is " + outcome;
    }
    return draft;
  }

  private static String value(String text) {
    return text.equals("absent") ? StateEvent.ABSENT : text;
  }

  private static String text(Attributes attributes, String name) {
    return attributes.get(name).orElse("");
  }
}
