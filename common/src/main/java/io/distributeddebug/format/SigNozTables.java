package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import java.util.Set;

/**
 * Rows of SigNoz's tables in ClickHouse: spans of {@code signoz_index_v3} and of {@code
 * signoz_index_v2}, logs of {@code logs_v2} and of {@code logs}, which has keys and values as lists
 * beside one another. Events and links are JSON in a text column.
 *
 * @see <a href="https://signoz.io/docs/userguide/writing-clickhouse-traces-query">spans</a>
 * @see <a href="https://signoz.io/docs/userguide/logs_clickhouse_queries">logs</a>
 */
final class SigNozTables implements RowFormat {
  private final ObjectMapper json;

  SigNozTables(Limits limits) {
    this.json = new ObjectMapper(new JsonDocuments(limits).factory());
  }

  @Override
  public String name() {
    return "signoz-parquet";
  }

  @Override
  public boolean recognises(Set<String> columns) {
    boolean spans =
        columns.contains("trace_id")
            && columns.contains("span_id")
            && columns.contains("duration_nano");
    boolean olderSpans =
        columns.contains("traceID")
            && columns.contains("spanID")
            && columns.contains("durationNano");
    boolean logs =
        columns.contains("timestamp")
            && columns.contains("body")
            && (columns.contains("attributes_string")
                || columns.contains("resources_string")
                || columns.contains("attributes_string_key")
                || columns.contains("resources_string_key"));
    return spans || olderSpans || logs;
  }

  @Override
  public RowSource.Bytes bytes() {
    return RowSource.Bytes.TEXT;
  }

  @Override
  public RowReader reader(Beside beside) {
    return new Reader();
  }

  private final class Reader implements RowReader {
    private final Resources resources = new Resources();

    @Override
    public void read(ObjectNode row, PlacedRecords records) {
      JsonView view = new JsonView(row);
      if (row.has("duration_nano") || row.has("durationNano")) {
        span(view, records);
      } else if (row.has("body")) {
        log(view, records);
      } else {
        records.reject("a row of no table of SigNoz's spans or logs", row.toString());
      }
    }

    private void span(JsonView row, PlacedRecords records) {
      long start = row.nanos("timestamp").orElse(0);
      String parent = row.text("parent_span_id", "parentSpanID");
      SpanDraft span =
          new SpanDraft()
              .ids(row.text("trace_id", "traceID"), row.text("span_id", "spanID"), parent)
              .traceState(row.text("trace_state"))
              .resource(resource(row))
              .name(row.text("name"))
              .kind(row.text("kind_string", "spanKind", "kind"))
              .time(
                  start,
                  start
                      + row.wholeNumber(
                          row.has("duration_nano") ? "duration_nano" : "durationNano"))
              .status(
                  row.text("status_code_string", "statusCodeString", "status_code", "statusCode"),
                  row.text("status_message", "statusMessage"))
              .scope(
                  row.text("scope.name", "scope_name"), row.text("scope.version", "scope_version"))
              .attributes(attributes(row));
      for (JsonNode text : row.node().path("events")) {
        JsonView event = parsed(text);
        span.event(
            event.nanos("timeUnixNano").orElse(0),
            event.text("name"),
            event.attributes("attributeMap"));
      }
      for (JsonNode node : parsed(row.node().path("links")).node()) {
        JsonView link = new JsonView(node);
        boolean toParent =
            link.text("refType").equals("CHILD_OF") && link.text("spanId").equals(parent);
        if (!toParent) {
          span.link(link.text("traceId"), link.text("spanId"), Attributes.EMPTY);
        }
      }
      span.give(records, () -> row.node().toString());
    }

    private void log(JsonView row, PlacedRecords records) {
      long time = row.nanos("timestamp").orElse(0);
      new LogDraft()
          .time(time != 0 ? time : row.nanos("observed_timestamp").orElse(0))
          .ids(row.text("trace_id"), row.text("span_id"))
          .resource(resource(row))
          .severity(row.text("severity_text"), row.wholeNumber("severity_number"))
          .body(row.text("body"))
          .attribute("otel.scope.name", row.text("scope_name"))
          .attribute("otel.scope.version", row.text("scope_version"))
          .attributes(ofScope(row))
          .attributes(attributes(row))
          .give(records);
    }

    private Resource resource(JsonView row) {
      Attributes.Builder all = Attributes.builder();
      put(all, row, "resources_string");
      put(all, row, "resourceTagsMap");
      Attributes given = all.build().isEmpty() ? row.attributes("resource") : all.build();
      String service = row.text("serviceName", "service_name");
      if (service.isEmpty() || given.get("service.name").isPresent()) {
        return resources.of(given);
      }
      return resources.of(all.put("service.name", service).build());
    }

    private static Attributes attributes(JsonView row) {
      Attributes.Builder all = Attributes.builder();
      for (String column :
          new String[] {
            "attributes_string",
            "attributes_number",
            "attributes_bool",
            "attributes_int64",
            "attributes_float64",
            "stringTagMap",
            "numberTagMap",
            "boolTagMap"
          }) {
        put(all, row, column);
      }
      return all.build();
    }

    private static Attributes ofScope(JsonView row) {
      Attributes.Builder all = Attributes.builder();
      row.attributes("scope_string")
          .text()
          .forEach((key, value) -> all.put("otel.scope." + key, value));
      return all.build();
    }

    /** A map, or its keys and its values as two lists. */
    private static void put(Attributes.Builder all, JsonView row, String column) {
      Attributes map = row.attributes(column);
      map.text().forEach(all::put);
      map.numbers().forEach(all::put);
      JsonNode keys = row.node().path(column + "_key");
      JsonNode values = row.node().path(column + "_value");
      for (int i = 0; i < Math.min(keys.size(), values.size()); i++) {
        Object value = FlatJson.scalar(values.get(i));
        boolean number = column.endsWith("int64") || column.endsWith("float64");
        FlatJson.put(
            all,
            keys.get(i).asText(),
            number ? OtlpValues.numberOrText(values.get(i).asText()) : value);
      }
    }

    /** Of a text that holds JSON; what does not says nothing. */
    private JsonView parsed(JsonNode text) {
      try {
        return new JsonView(text.isTextual() ? json.readTree(text.asText()) : text);
      } catch (JsonProcessingException noJson) {
        return new JsonView(MissingNode.getInstance());
      }
    }
  }
}
