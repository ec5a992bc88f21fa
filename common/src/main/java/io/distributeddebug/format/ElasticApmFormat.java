package io.distributeddebug.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;

/**
 * Elastic APM: what its agents send (intake version 2: a line of {@code metadata}, then a line each
 * {@code transaction}, {@code span}, {@code error}, {@code metricset} or {@code log}), and the
 * documents that its server indexes, in every form in which {@link IndexedDocuments} leave an
 * index.
 *
 * @see <a
 *     href="https://www.elastic.co/docs/solutions/observability/apm/elastic-apm-events-intake-api">intake
 *     API</a>
 */
final class ElasticApmFormat implements TelemetryFormat {
  private final Limits limits;

  ElasticApmFormat(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "elastic-apm";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    JsonShape shape = JsonShape.of(head);
    boolean intake =
        shape.has("metadata.service.name")
            || shape.has("metadata.service.agent")
            || shape.has("transaction.span_count")
            || shape.has("metricset.samples");
    if (intake) {
      return Recognition.YES;
    }
    for (String at : JsonShape.INDEXED) {
      boolean indexed =
          shape.has(at + "processor.event")
              || shape.has(at + "transaction.duration.us")
              || shape.has(at + "span.duration.us");
      if (indexed) {
        return Recognition.YES;
      }
    }
    return Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    ApmIntake intake = new ApmIntake();
    StructuredLogs logs = new StructuredLogs();
    new JsonDocuments(limits)
        .read(
            in,
            sink,
            new IndexedDocuments(
                TreeDraft.readBy((document, records) -> read(document, intake, logs, records))));
  }

  private static void read(
      ObjectNode document, ApmIntake intake, StructuredLogs logs, PlacedRecords records) {
    if (document.has("@timestamp")) {
      ApmDocument.read(document, logs, records);
    } else {
      intake.read(document, records);
    }
  }
}
