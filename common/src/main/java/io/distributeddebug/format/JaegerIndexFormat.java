package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import io.distributeddebug.telemetry.Resource;
import java.io.IOException;
import java.io.InputStream;

/**
 * Jaeger's spans as it keeps them in Elasticsearch or OpenSearch (indices {@code jaeger-span-*}),
 * in every form in which {@link IndexedDocuments} leave them. Bare documents may also be spans of
 * the protobuf model as JSON, as Jaeger writes to Kafka. Documents of Jaeger's index of services
 * hold no span and are passed over.
 */
final class JaegerIndexFormat implements TelemetryFormat {
  private final JsonDocuments documents;

  JaegerIndexFormat(Limits limits) {
    this.documents = new JsonDocuments(limits);
  }

  @Override
  public String name() {
    return "jaeger-elasticsearch";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    JsonShape shape = JsonShape.of(head);
    for (String at : JsonShape.INDEXED) {
      boolean ids =
          shape.has(at + "traceID", at + "spanID") || shape.has(at + "traceId", at + "spanId");
      if (ids && shape.has(at + "operationName")) {
        return Recognition.YES;
      }
    }
    return Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    documents.read(in, sink, new IndexedDocuments(Document::new));
  }

  private static final class Document implements IndexedDocuments.Draft {
    private final JaegerSpan span = new JaegerSpan();
    private boolean ofServices = true;

    @Override
    public void field(JsonParser parser, String field) throws IOException {
      ofServices &= field.equals("serviceName") || field.equals("operationName");
      span.field(parser, field);
    }

    @Override
    public void end(PlacedRecords records, String problem) {
      if (!ofServices) {
        span.refuse(problem);
        span.give(records, "", Resource.UNKNOWN);
      }
    }
  }
}
