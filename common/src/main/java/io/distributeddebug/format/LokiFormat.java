package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.distributeddebug.telemetry.Attributes;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Loki's logs: answers of {@code query_range} ({@code data.result[].stream, values}), requests of
 * its push API ({@code streams[]}), and the JSON lines that {@code logcli -o jsonl} writes. Labels
 * that speak of the process are the resource; the line itself is read as JSON, logfmt or text.
 */
final class LokiFormat implements TelemetryFormat {
  private final Limits limits;

  LokiFormat(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "loki-json";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    JsonShape shape = JsonShape.of(head);
    boolean answer =
        shape.has("data.result[].stream")
            || shape.has("data.result[].values", "data.encodingFlags");
    boolean empty = shape.has("data.resultType", "data.stats.summary");
    boolean push = shape.has("streams[].stream", "streams[].values");
    boolean logcli = shape.has("labels", "line", "timestamp");
    return answer || empty || push || logcli ? Recognition.YES : Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    new JsonDocuments(limits).read(in, sink, new Reader(limits)::read);
  }

  private static final class Reader {
    private final LogContents contents;
    private final PrometheusLabels labels = new PrometheusLabels();

    Reader(Limits limits) {
      this.contents = new LogContents(limits);
    }

    void read(JsonParser parser, PlacedRecords records) throws IOException {
      Map<String, JsonNode> own = new HashMap<>();
      boolean[] holder = {false};
      boolean object =
          OtlpValues.object(
              parser,
              (p, field) -> {
                switch (field) {
                  case "data" -> {
                    holder[0] = true;
                    OtlpValues.object(p, (q, inner) -> streams(q, inner, records));
                  }
                  case "streams", "result" -> {
                    holder[0] = true;
                    streams(p, "result", records);
                  }
                  case "labels", "line", "timestamp" -> own.put(field, p.readValueAsTree());
                  default -> p.skipChildren();
                }
              });
      if (own.containsKey("line")) {
        line(own, records);
      } else if (!object || !holder[0]) {
        throw new MalformedValueException("no logs of Loki");
      }
    }

    private void streams(JsonParser parser, String field, PlacedRecords records)
        throws IOException {
      if (field.equals("result") && parser.currentToken() == JsonToken.START_ARRAY) {
        OtlpValues.array(parser, p -> stream(p.readValueAsTree(), records));
      }
    }

    private void stream(JsonNode stream, PlacedRecords records) {
      PrometheusLabels.Split split = split(stream.path("stream"));
      for (JsonNode value : stream.path("values")) {
        if (value.size() < 2) {
          records.reject("a value without time and line", value.toString());
          continue;
        }
        give(value.get(0).asText(), value.get(1).asText(), split, value.path(2), records);
      }
    }

    private void line(Map<String, JsonNode> own, PlacedRecords records) {
      JsonNode none = own.get("line").path("none");
      give(
          own.getOrDefault("timestamp", none).asText(),
          own.get("line").asText(),
          split(own.getOrDefault("labels", none)),
          none,
          records);
    }

    private void give(
        String time,
        String line,
        PrometheusLabels.Split labelled,
        JsonNode metadata,
        PlacedRecords records) {
      OptionalLong nanos = AnyTime.nanos(time);
      if (nanos.isEmpty()) {
        records.reject("no time", line);
        return;
      }
      Map<String, String> attributes = new TreeMap<>(labelled.attributes().text());
      metadata.properties().forEach(entry -> add(attributes, entry.getKey(), entry.getValue()));
      records.log(
          contents.readAt(
              line,
              new StructuredLogs.Around(
                  nanos.getAsLong(), labelled.resource().attributes().text(), attributes, line)));
    }

    /** Newer answers sort what is beside the labels by where it came from. */
    private static void add(Map<String, String> attributes, String key, JsonNode value) {
      if (value.isObject()) {
        value.properties().forEach(entry -> add(attributes, entry.getKey(), entry.getValue()));
      } else {
        attributes.put(key, value.asText());
      }
    }

    private PrometheusLabels.Split split(JsonNode stream) {
      SortedMap<String, String> all = new TreeMap<>();
      stream.properties().forEach(entry -> all.put(entry.getKey(), entry.getValue().asText()));
      return all.isEmpty()
          ? new PrometheusLabels.Split(
              io.distributeddebug.telemetry.Resource.UNKNOWN, Attributes.EMPTY)
          : labels.split(all);
    }
  }
}
