package io.distributeddebug.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * Logs by Elastic's common schema, as Filebeat, Logstash and ECS logging libraries write them, in
 * every form in which {@link IndexedDocuments} leave an index; and Metricbeat's metrics, each
 * number of a document a point.
 *
 * @see <a href="https://www.elastic.co/docs/reference/ecs/ecs-field-reference">ECS fields</a>
 */
final class EcsFormat implements TelemetryFormat {
  private static final String DUPLICATE_FIELD = ".text";

  private final Limits limits;

  EcsFormat(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "ecs-json";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    JsonShape shape = JsonShape.of(head);
    for (String at : JsonShape.INDEXED) {
      boolean apm =
          shape.has(at + "processor.event")
              || shape.has(at + "transaction.duration.us")
              || shape.has(at + "span.duration.us");
      if (shape.has(at + "@timestamp") && !apm) {
        return Recognition.YES;
      }
    }
    return Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    StructuredLogs logs = new StructuredLogs();
    new JsonDocuments(limits)
        .read(
            in,
            sink,
            new IndexedDocuments(
                TreeDraft.readBy((document, records) -> read(document, logs, records))));
  }

  static void read(ObjectNode document, StructuredLogs logs, PlacedRecords records) {
    Map<String, Object> fields = FlatJson.ofFields(document);
    if (!fields.containsKey("@timestamp")) {
      records.reject("a document without @timestamp", document.toString());
      return;
    }
    dropDuplicates(fields);
    if (fields.containsKey("metricset.name") && !fields.containsKey("message")) {
      BeatMetrics.read(fields, records);
      return;
    }
    // A shipper's own time of reading stands beside the record's.
    fields.remove("event.ingested");
    records.log(
        logs.read(fields, new StructuredLogs.Around(0, Map.of(), Map.of(), document.toString())));
  }

  /** Indexed text fields come twice: {@code host.name} and {@code host.name.text}. */
  private static void dropDuplicates(Map<String, Object> fields) {
    fields
        .keySet()
        .removeIf(
            key ->
                key.endsWith(DUPLICATE_FIELD)
                    && fields.containsKey(
                        key.substring(0, key.length() - DUPLICATE_FIELD.length())));
  }
}
