package io.distributeddebug.state.extract;

import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import io.distributeddebug.state.VersionSource;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Peer;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.SpanLink;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Messages sent, received, processed and settled; of a batch, each message that a link names. */
final class MessagingRule implements SpanRule {
  private static final List<String> KEYS =
      List.of(
          "messaging.kafka.message.key",
          "messaging.message.key",
          "messaging.gcp_pubsub.message.ordering_key",
          "messaging.rocketmq.message.keys");
  private static final List<String> OFFSETS =
      List.of(
          "messaging.kafka.offset",
          "messaging.kafka.message.offset",
          "messaging.rabbitmq.message.delivery_tag");
  private static final List<String> PARTITIONS =
      List.of(
          "messaging.destination.partition.id",
          "messaging.kafka.destination.partition",
          "messaging.kafka.partition",
          "messaging.kafka.source.partition");
  private static final List<String> IDS =
      List.of("messaging.message.id", "messaging.message_id", "message_bus.message_id");
  private static final List<String> GROUPS =
      List.of(
          "messaging.consumer.group.name",
          "messaging.kafka.consumer.group",
          "messaging.kafka.consumer_group",
          "messaging.consumer_id");

  private final StateMapping mapping;

  MessagingRule(StateMapping mapping) {
    this.mapping = mapping;
  }

  @Override
  public String id() {
    return "messaging";
  }

  @Override
  public Answer ask(Span span, TraceSignals trace, Consumer<StateEventDraft> found) {
    Attributes attributes = span.attributes();
    boolean isMessaging =
        attributes.get("messaging.system").isPresent()
            || span.kind() == SpanKind.PRODUCER
            || span.kind() == SpanKind.CONSUMER;
    if (!isMessaging) {
      return Answer.OTHER;
    }
    String destination = SpanRule.first(attributes, Peer.DESTINATIONS);
    if (destination.isEmpty()) {
      return Answer.nothing("the destination is not recorded");
    }
    Optional<StateOperation> kind = kind(span);
    if (kind.isEmpty()) {
      return Answer.nothing("it is not told whether the message is sent or received");
    }
    List<Attributes> each =
        span.links().stream()
            .map(SpanLink::attributes)
            .filter(link -> !SpanRule.first(link, IDS).isEmpty() || offset(link).isPresent())
            .toList();
    if (each.isEmpty()) {
      found.accept(draft(kind.get(), span, destination, attributes, attributes));
    } else {
      each.forEach(link -> found.accept(draft(kind.get(), span, destination, link, attributes)));
    }
    return Answer.FOUND;
  }

  private static Optional<StateOperation> kind(Span span) {
    String type =
        SpanRule.first(
                span.attributes(),
                List.of(
                    "messaging.operation.type", "messaging.operation", "messaging.operation.name"))
            .toLowerCase(Locale.ROOT);
    return switch (type) {
      case "create", "send", "publish" -> Optional.of(StateOperation.PRODUCE);
      case "receive", "poll" -> Optional.of(StateOperation.RECEIVE);
      case "process", "deliver" -> Optional.of(StateOperation.PROCESS);
      case "settle", "ack", "nack", "commit", "reject" -> Optional.of(StateOperation.SETTLE);
      default ->
          span.kind() == SpanKind.PRODUCER
              ? Optional.of(StateOperation.PRODUCE)
              : span.kind() == SpanKind.CONSUMER
                  ? Optional.of(StateOperation.PROCESS)
                  : Optional.empty();
    };
  }

  private StateEventDraft draft(
      StateOperation kind, Span span, String destination, Attributes message, Attributes ofSpan) {
    Optional<StateMapping.Found> mapped = mapping.destination(destination);
    StateEventDraft draft = new StateEventDraft(kind, span);
    String named = mapped.map(it -> it.place().key()).orElse("");
    draft.of(
        mapped.map(it -> it.entity().type()).orElse(destination),
        either(message, ofSpan, named.isEmpty() ? KEYS : List.of(named)));
    draft.at(mapped.map(it -> it.place().name()).orElse(destination));
    mapped
        .map(it -> it.place().version())
        .filter(name -> !name.isEmpty())
        .ifPresent(
            name -> draft.version(either(message, ofSpan, List.of(name)), VersionSource.EXPLICIT));
    mapped
        .flatMap(it -> it.place().field())
        .ifPresent(
            field -> {
              draft.field = field.name();
              String value = either(message, ofSpan, List.of(field.column()));
              draft.value = value.isEmpty() ? Optional.empty() : Optional.of(value);
            });
    if ("true".equals(either(message, ofSpan, List.of("messaging.kafka.message.tombstone")))) {
      draft.value = Optional.of(StateEvent.ABSENT);
    }
    OptionalLong offset = offset(message).isPresent() ? offset(message) : offset(ofSpan);
    draft.message =
        new StateEvent.Message(
            destination,
            either(message, ofSpan, PARTITIONS),
            offset.orElse(StateEvent.NO_NUMBER),
            either(message, ofSpan, IDS),
            either(message, ofSpan, GROUPS),
            DatabaseSpan.number(
                    either(
                        message,
                        ofSpan,
                        List.of(
                            "messaging.gcp_pubsub.message.delivery_attempt",
                            "messaging.message.delivery_attempt")))
                .orElse(StateEvent.NO_NUMBER));
    return draft;
  }

  private static String either(Attributes message, Attributes ofSpan, List<String> names) {
    String own = SpanRule.first(message, names);
    return own.isEmpty() ? SpanRule.first(ofSpan, names) : own;
  }

  private static OptionalLong offset(Attributes attributes) {
    return DatabaseSpan.number(SpanRule.first(attributes, OFFSETS));
  }
}
