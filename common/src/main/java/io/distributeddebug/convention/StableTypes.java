package io.distributeddebug.convention;

import io.distributeddebug.telemetry.Attributes;
import java.util.Set;

/**
 * Stable attributes whose type the conventions give, though writers differ: Zipkin's tags are all
 * text, and some ids were numbers under their older names.
 */
final class StableTypes {
  static final Set<String> NUMBERS =
      Set.of(
          "client.port",
          "code.column.number",
          "code.line.number",
          "db.operation.batch.size",
          "db.response.returned_rows",
          "http.request.body.size",
          "http.request.resend_count",
          "http.response.body.size",
          "http.response.status_code",
          "messaging.batch.message_count",
          "messaging.kafka.offset",
          "messaging.message.body.size",
          "messaging.message.envelope.size",
          "network.local.port",
          "network.peer.port",
          "server.port");

  static final Set<String> TEXTS =
      Set.of(
          "db.collection.name",
          "db.namespace",
          "db.response.status_code",
          "messaging.destination.name",
          "messaging.destination.partition.id",
          "messaging.kafka.message.key",
          "network.protocol.version",
          "rpc.response.status_code");

  private static final int MOST_DIGITS = 15;

  private StableTypes() {}

  /** The String or Double in the type that its name has; as it is where that does not fit. */
  static Object typed(String name, Object value) {
    if (value instanceof String text && NUMBERS.contains(name) && isWhole(text)) {
      return Double.valueOf(text);
    }
    if (value instanceof Double number && TEXTS.contains(name)) {
      return Attributes.plain(number);
    }
    return value;
  }

  /** So that a double holds it, and writes it, as it was. */
  private static boolean isWhole(String text) {
    return !text.isEmpty()
        && text.length() <= MOST_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9')
        && (text.length() == 1 || text.charAt(0) != '0');
  }
}
