package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricKind;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanEvent;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.SpanLink;
import io.distributeddebug.telemetry.StatusCode;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes OTLP JSON lines as the file exporter of the OpenTelemetry Collector does: each call writes
 * one line, which is one export request of one signal. Ids are lower-case hex, 64-bit integers are
 * text, enum values are numbers. Whole numbers become {@code intValue}.
 *
 * <p>Records that share one {@link Resource} object share its group on the line; equal but distinct
 * objects give two groups, which readers must accept anyway. Exponential histograms and summaries
 * are refused: nothing here produces them.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">OTLP JSON</a>
 */
public final class OtlpJsonWriter implements Closeable {
  private static final JsonFactory JSON = new JsonFactoryBuilder().rootValueSeparator("").build();
  private static final int CUMULATIVE = 2;
  private static final int DELTA = 1;

  private final JsonGenerator json;

  /** Closing the writer closes the stream. */
  public OtlpJsonWriter(OutputStream out) throws IOException {
    json = JSON.createGenerator(out);
  }

  /** One ExportTraceServiceRequest; nothing where there are no spans. */
  public void writeSpans(List<Span> spans) throws IOException {
    if (spans.isEmpty()) {
      return;
    }
    beginLine("resourceSpans");
    for (List<Span> group : byResource(spans, Span::resource)) {
      beginResource(group.get(0).resource(), "scopeSpans");
      Map<String, List<Span>> scopes = new LinkedHashMap<>();
      for (Span span : group) {
        scopes.computeIfAbsent(span.scope(), name -> new ArrayList<>()).add(span);
      }
      for (Map.Entry<String, List<Span>> scope : scopes.entrySet()) {
        beginScope(scope.getKey(), "spans");
        for (Span span : scope.getValue()) {
          write(span);
        }
        endObjectOfArray();
      }
      endObjectOfArray();
    }
    endLine();
  }

  /** One ExportLogsServiceRequest; nothing where there are no records. */
  public void writeLogs(List<LogRecord> logs) throws IOException {
    if (logs.isEmpty()) {
      return;
    }
    beginLine("resourceLogs");
    for (List<LogRecord> group : byResource(logs, LogRecord::resource)) {
      beginResource(group.get(0).resource(), "scopeLogs");
      beginScope("", "logRecords");
      for (LogRecord log : group) {
        write(log);
      }
      endObjectOfArray();
      endObjectOfArray();
    }
    endLine();
  }

  /** One ExportMetricsServiceRequest; nothing where there are no points. */
  public void writeMetrics(List<MetricPoint> points) throws IOException {
    if (points.isEmpty()) {
      return;
    }
    beginLine("resourceMetrics");
    for (List<MetricPoint> group : byResource(points, MetricPoint::resource)) {
      beginResource(group.get(0).resource(), "scopeMetrics");
      beginScope("", "metrics");
      Map<Metric, List<MetricPoint>> metrics = new LinkedHashMap<>();
      for (MetricPoint point : group) {
        metrics
            .computeIfAbsent(
                new Metric(point.name(), point.unit(), point.kind()), metric -> new ArrayList<>())
            .add(point);
      }
      for (Map.Entry<Metric, List<MetricPoint>> metric : metrics.entrySet()) {
        write(metric.getKey(), metric.getValue());
      }
      endObjectOfArray();
      endObjectOfArray();
    }
    endLine();
  }

  @Override
  public void close() throws IOException {
    json.close();
  }

  private record Metric(String name, String unit, MetricKind kind) {}

  /** In the order of first appearance; compared by identity, as hashing attributes is dear. */
  private static <T> List<List<T>> byResource(List<T> records, Function<T, Resource> resource) {
    IdentityHashMap<Resource, List<T>> groups = new IdentityHashMap<>();
    List<List<T>> inOrder = new ArrayList<>();
    for (T item : records) {
      groups
          .computeIfAbsent(
              resource.apply(item),
              key -> {
                List<T> group = new ArrayList<>();
                inOrder.add(group);
                return group;
              })
          .add(item);
    }
    return inOrder;
  }

  private void write(Span span) throws IOException {
    json.writeStartObject();
    json.writeStringField("traceId", span.traceId());
    json.writeStringField("spanId", span.spanId());
    if (!span.traceState().isEmpty()) {
      json.writeStringField("traceState", span.traceState());
    }
    json.writeStringField("parentSpanId", span.parentSpanId());
    json.writeStringField("name", span.name());
    json.writeNumberField("kind", number(span.kind()));
    writeLong("startTimeUnixNano", span.startUnixNanos());
    writeLong("endTimeUnixNano", span.endUnixNanos());
    write(span.attributes());
    if (!span.events().isEmpty()) {
      json.writeArrayFieldStart("events");
      for (SpanEvent event : span.events()) {
        json.writeStartObject();
        writeLong("timeUnixNano", event.unixNanos());
        json.writeStringField("name", event.name());
        write(event.attributes());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    if (!span.links().isEmpty()) {
      json.writeArrayFieldStart("links");
      for (SpanLink link : span.links()) {
        json.writeStartObject();
        json.writeStringField("traceId", link.traceId());
        json.writeStringField("spanId", link.spanId());
        write(link.attributes());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeObjectFieldStart("status");
    if (!span.statusMessage().isEmpty()) {
      json.writeStringField("message", span.statusMessage());
    }
    if (span.status() != StatusCode.UNSET) {
      json.writeNumberField("code", span.status() == StatusCode.OK ? 1 : 2);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static int number(SpanKind kind) {
    return switch (kind) {
      case UNSPECIFIED -> 0;
      case INTERNAL -> 1;
      case SERVER -> 2;
      case CLIENT -> 3;
      case PRODUCER -> 4;
      case CONSUMER -> 5;
    };
  }

  private void write(LogRecord log) throws IOException {
    json.writeStartObject();
    writeLong("timeUnixNano", log.unixNanos());
    writeLong("observedTimeUnixNano", log.unixNanos());
    if (log.severityNumber() > 0) {
      json.writeNumberField("severityNumber", log.severityNumber());
    }
    if (!log.severity().isEmpty()) {
      json.writeStringField("severityText", log.severity());
    }
    json.writeObjectFieldStart("body");
    json.writeStringField("stringValue", log.body());
    json.writeEndObject();
    write(log.attributes());
    json.writeStringField("traceId", log.traceId());
    json.writeStringField("spanId", log.spanId());
    json.writeEndObject();
  }

  private void write(Metric metric, List<MetricPoint> points) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", metric.name());
    if (!metric.unit().isEmpty()) {
      json.writeStringField("unit", metric.unit());
    }
    switch (metric.kind()) {
      case GAUGE -> json.writeObjectFieldStart("gauge");
      case CUMULATIVE_SUM, DELTA_SUM -> {
        json.writeObjectFieldStart("sum");
        json.writeNumberField(
            "aggregationTemporality", metric.kind() == MetricKind.DELTA_SUM ? DELTA : CUMULATIVE);
        json.writeBooleanField("isMonotonic", true);
      }
      case HISTOGRAM -> {
        json.writeObjectFieldStart("histogram");
        json.writeNumberField("aggregationTemporality", DELTA);
      }
      case EXPONENTIAL_HISTOGRAM, SUMMARY ->
          throw new IllegalArgumentException(
              "Cannot write metric '"
                  + metric.name()
                  + "': its kind is "
                  + metric.kind()
                  + ", and only gauges, sums and histograms are written");
    }
    json.writeArrayFieldStart("dataPoints");
    for (MetricPoint point : points) {
      json.writeStartObject();
      write(point.attributes());
      if (point.startUnixNanos() != 0) {
        writeLong("startTimeUnixNano", point.startUnixNanos());
      }
      writeLong("timeUnixNano", point.unixNanos());
      if (metric.kind() == MetricKind.HISTOGRAM) {
        writeLong("count", point.count());
        json.writeNumberField("sum", point.value());
      } else {
        json.writeNumberField("asDouble", point.value());
      }
      json.writeEndObject();
    }
    endObjectOfArray();
    json.writeEndObject();
  }

  private void write(Attributes attributes) throws IOException {
    if (attributes.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("attributes");
    for (Map.Entry<String, String> pair : attributes.text().entrySet()) {
      beginAttribute(pair.getKey());
      json.writeStringField("stringValue", pair.getValue());
      endAttribute();
    }
    for (Map.Entry<String, Double> pair : attributes.numbers().entrySet()) {
      beginAttribute(pair.getKey());
      double number = pair.getValue();
      if (number == Math.rint(number) && Math.abs(number) < 1L << 53) {
        writeLong("intValue", (long) number);
      } else {
        json.writeNumberField("doubleValue", number);
      }
      endAttribute();
    }
    json.writeEndArray();
  }

  private void beginAttribute(String key) throws IOException {
    json.writeStartObject();
    json.writeStringField("key", key);
    json.writeObjectFieldStart("value");
  }

  private void endAttribute() throws IOException {
    json.writeEndObject();
    json.writeEndObject();
  }

  private void writeLong(String field, long value) throws IOException {
    json.writeStringField(field, Long.toString(value));
  }

  private void beginLine(String resources) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart(resources);
  }

  private void endLine() throws IOException {
    endObjectOfArray();
    json.writeRaw('\n');
  }

  private void beginResource(Resource resource, String scopes) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("resource");
    write(resource.attributes());
    json.writeEndObject();
    json.writeArrayFieldStart(scopes);
  }

  private void beginScope(String name, String records) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("scope");
    if (!name.isEmpty()) {
      json.writeStringField("name", name);
    }
    json.writeEndObject();
    json.writeArrayFieldStart(records);
  }

  private void endObjectOfArray() throws IOException {
    json.writeEndArray();
    json.writeEndObject();
  }
}
