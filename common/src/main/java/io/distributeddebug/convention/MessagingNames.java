package io.distributeddebug.convention;

import io.distributeddebug.convention.Fold.Named;
import java.util.List;

/**
 * Older names of messaging attributes: OpenTelemetry's, OpenTracing's, Brave's.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/registry/attributes/messaging/">
 *     Messaging attributes</a>
 */
final class MessagingNames {
  private static final String DESTINATION = "messaging.destination.name";
  private static final String PARTITION = "messaging.destination.partition.id";
  private static final String GROUP = "messaging.consumer.group.name";

  static final List<Named> ALL =
      List.of(
          Fold.rename("messaging.destination", DESTINATION),
          Fold.rename("messaging.source.name", DESTINATION),
          Fold.rename("message_bus.destination", DESTINATION),
          Fold.rename("kafka.topic", DESTINATION),
          Fold.rename("rabbit.queue", DESTINATION),
          Fold.rename("jms.queue", DESTINATION),
          Fold.rename("jms.topic", DESTINATION),
          Fold.rename("messaging.temp_destination", "messaging.destination.temporary"),
          Fold.rename("messaging.operation", "messaging.operation.type", MessagingNames::operation),
          Fold.rename("messaging.message_id", "messaging.message.id"),
          Fold.rename("messaging.conversation_id", "messaging.message.conversation_id"),
          Fold.rename("messaging.message.payload_size_bytes", "messaging.message.body.size"),
          Fold.rename("messaging.message_payload_size_bytes", "messaging.message.body.size"),
          Fold.rename("messaging.client_id", "messaging.client.id"),
          Fold.rename("messaging.kafka.client_id", "messaging.client.id"),
          Fold.rename("messaging.rocketmq.client_id", "messaging.client.id"),
          Fold.rename("messaging.kafka.consumer.group", GROUP),
          Fold.rename("messaging.kafka.consumer_group", GROUP),
          Fold.rename("messaging.rocketmq.client_group", GROUP),
          Fold.rename("messaging.eventhubs.consumer.group", GROUP),
          Fold.rename(
              "messaging.servicebus.destination.subscription_name",
              "messaging.destination.subscription.name"),
          Fold.rename("messaging.kafka.destination.partition", PARTITION),
          Fold.rename("messaging.kafka.source.partition", PARTITION),
          Fold.rename("messaging.kafka.partition", PARTITION),
          Fold.rename("kafka.partition", PARTITION),
          Fold.rename("messaging.kafka.message.offset", "messaging.kafka.offset"),
          Fold.rename("kafka.offset", "messaging.kafka.offset"),
          Fold.rename("messaging.kafka.message_key", "messaging.kafka.message.key"),
          Fold.rename("kafka.key", "messaging.kafka.message.key"),
          Fold.rename("messaging.kafka.tombstone", "messaging.kafka.message.tombstone"),
          Fold.rename(
              "messaging.rabbitmq.routing_key", "messaging.rabbitmq.destination.routing_key"));

  private MessagingNames() {}

  private static String operation(String operation) {
    return switch (operation) {
      case "publish" -> "send";
      case "deliver" -> "process";
      default -> operation;
    };
  }
}
