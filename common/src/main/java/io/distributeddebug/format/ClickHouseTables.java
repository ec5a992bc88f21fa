package io.distributeddebug.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Rows of the tables that OpenTelemetry's exporter for ClickHouse fills: {@code otel_traces},
 * {@code otel_logs}, {@code otel_metrics_*}; attributes as maps or as JSON, nested columns as lists
 * beside one another or as lists of objects. Maps hold text only, so their numbers are text. A time
 * without offset is UTC.
 *
 * @see <a
 *     href="https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter/clickhouseexporter/internal/sqltemplates">its
 *     tables</a>
 */
final class ClickHouseTables implements RowFormat {
  @Override
  public String name() {
    return "clickhouse-parquet";
  }

  @Override
  public boolean recognises(Set<String> columns) {
    boolean spans =
        columns.contains("TraceId")
            && columns.contains("SpanId")
            && (columns.contains("SpanName") || columns.contains("SpanAttributes"));
    boolean logs =
        columns.contains("Timestamp")
            && columns.contains("Body")
            && (columns.contains("LogAttributes") || columns.contains("ResourceAttributes"));
    return spans || logs || (columns.contains("MetricName") && columns.contains("TimeUnix"));
  }

  /** ClickHouse's texts may be any bytes, so that it often does not say what they are. */
  @Override
  public RowSource.Bytes bytes() {
    return RowSource.Bytes.TEXT;
  }

  @Override
  public RowReader reader(Beside beside) {
    return new Reader();
  }

  private static final class Reader implements RowReader {
    private final Resources resources = new Resources();

    @Override
    public void read(ObjectNode row, PlacedRecords records) {
      JsonView view = new JsonView(row);
      if (row.has("MetricName")) {
        new ClickHousePoint(view, resource(view), scope(view)).give(records);
      } else if (row.has("SpanId") && (row.has("SpanName") || row.has("SpanAttributes"))) {
        span(view, records);
      } else if (row.has("Body")) {
        log(view, records);
      } else {
        records.reject("a row of no table of OpenTelemetry's for ClickHouse", row.toString());
      }
    }

    private void span(JsonView row, PlacedRecords records) {
      long start = row.nanos("Timestamp").orElse(0);
      SpanDraft span =
          new SpanDraft()
              .ids(row.text("TraceId"), row.text("SpanId"), row.text("ParentSpanId"))
              .traceState(row.text("TraceState"))
              .resource(resource(row))
              .name(row.text("SpanName"))
              .kind(row.text("SpanKind"))
              .time(start, start + row.wholeNumber("Duration"))
              .status(row.text("StatusCode"), row.text("StatusMessage"))
              .scope(row.text("ScopeName"), row.text("ScopeVersion"))
              .attributes(row.attributes("SpanAttributes"));
      for (JsonView event : nested(row, "Events", "Timestamp", "Name", "Attributes")) {
        span.event(
            event.nanos("Timestamp").orElse(0), event.text("Name"), event.attributes("Attributes"));
      }
      for (JsonView link : nested(row, "Links", "TraceId", "SpanId", "Attributes")) {
        span.link(link.text("TraceId"), link.text("SpanId"), link.attributes("Attributes"));
      }
      span.give(records, () -> row.node().toString());
    }

    private void log(JsonView row, PlacedRecords records) {
      new LogDraft()
          .time(row.nanos("Timestamp", "TimestampTime").orElse(0))
          .ids(row.text("TraceId"), row.text("SpanId"))
          .resource(resource(row))
          .severity(row.text("SeverityText"), row.wholeNumber("SeverityNumber"))
          .body(row.text("Body"))
          .attributes(scope(row))
          .attributes(row.attributes("LogAttributes"))
          .attribute("event.name", row.text("EventName"))
          .give(records);
    }

    private Resource resource(JsonView row) {
      Attributes given = row.attributes("ResourceAttributes");
      String service = row.text("ServiceName");
      if (service.isEmpty() || given.get("service.name").isPresent()) {
        return resources.of(given);
      }
      Attributes.Builder all = Attributes.builder().put("service.name", service);
      given.text().forEach(all::put);
      given.numbers().forEach(all::put);
      return resources.of(all.build());
    }

    /** What the scope says of each of its records, under the names that it has from OTLP. */
    private static Attributes scope(JsonView row) {
      Attributes.Builder scope = Attributes.builder();
      String name = row.text("ScopeName");
      String version = row.text("ScopeVersion");
      if (!name.isEmpty()) {
        scope.put("otel.scope.name", name);
      }
      if (!version.isEmpty()) {
        scope.put("otel.scope.version", version);
      }
      Attributes own = row.attributes("ScopeAttributes");
      own.text().forEach((key, value) -> scope.put("otel.scope." + key, value));
      own.numbers().forEach((key, value) -> scope.put("otel.scope." + key, value));
      return scope.build();
    }
  }

  /** The elements of a nested column, whichever way it is laid out. */
  static List<JsonView> nested(JsonView row, String column, String... fields) {
    List<JsonView> elements = new ArrayList<>();
    JsonNode whole = row.node().path(column);
    if (whole.isArray()) {
      whole.forEach(element -> elements.add(new JsonView(element)));
      return elements;
    }
    int count = row.node().path(column + "." + fields[0]).size();
    for (int i = 0; i < count; i++) {
      ObjectNode element = JsonNodeFactory.instance.objectNode();
      for (String field : fields) {
        element.set(field, row.node().path(column + "." + field).path(i));
      }
      elements.add(new JsonView(element));
    }
    return elements;
  }
}
