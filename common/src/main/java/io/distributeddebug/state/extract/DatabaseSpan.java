package io.distributeddebug.state.extract;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Peer;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What a span says of the database that it calls, by the stable names of OpenTelemetry's convention
 * and by the older ones.
 *
 * @param system lower case, such as {@code postgresql}; empty where it calls none
 */
record DatabaseSpan(
    String system,
    String place,
    String collection,
    String operation,
    String text,
    OptionalLong returnedRows) {
  private static final List<String> SYSTEM = List.of("db.system.name", "db.system", "db.type");
  private static final List<String> COLLECTION =
      List.of(
          "db.collection.name",
          "db.sql.table",
          "db.mongodb.collection",
          "db.cassandra.table",
          "db.elasticsearch.path_parts.index",
          "aws.dynamodb.table_names");
  private static final List<String> OPERATION = List.of("db.operation.name", "db.operation");
  private static final List<String> TEXT = List.of("db.query.text", "db.statement", "sql.query");

  static DatabaseSpan of(Span span) {
    Attributes attributes = span.attributes();
    String text = SpanRule.first(attributes, TEXT);
    String system = SpanRule.first(attributes, SYSTEM).toLowerCase(Locale.ROOT);
    if (system.isEmpty() && attributes.get("sql.query").isPresent()) {
      system = "other_sql";
    }
    if (!system.isEmpty() && (span.kind() == SpanKind.SERVER || span.kind() == SpanKind.CONSUMER)) {
      system = "";
    }
    String collection = SpanRule.first(attributes, COLLECTION);
    String operation = SpanRule.first(attributes, OPERATION);
    String summary = attributes.get("db.query.summary").orElse("");
    if (!summary.isEmpty() && (collection.isEmpty() || operation.isEmpty())) {
      String[] words = summary.split(" ", -1);
      operation = operation.isEmpty() ? words[0] : operation;
      collection = collection.isEmpty() && words.length > 1 ? words[1] : collection;
    }
    return new DatabaseSpan(
        system,
        place(span, system),
        collection.replaceAll("[\\[\\]\"]", ""),
        operation,
        text,
        number(attributes.get("db.response.returned_rows").orElse("")));
  }

  private static String place(Span span, String system) {
    if (span.kind() == SpanKind.CLIENT) {
      return Peer.of(span).name();
    }
    String named =
        SpanRule.first(
            span.attributes(),
            List.of("peer.service", "server.address", "net.peer.name", "db.namespace", "db.name"));
    return named.isEmpty() ? system : named;
  }

  static OptionalLong number(String text) {
    return text.matches("-?[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }
}
