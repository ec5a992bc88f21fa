package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;

/**
 * Traces as Tempo's query API answers them by their id: OTLP JSON with the resources under {@code
 * batches} (version 1) or inside {@code trace} (version 2), whose ids are base64.
 */
final class TempoJsonFormat implements TelemetryFormat {
  private final JsonDocuments documents;

  TempoJsonFormat(Limits limits) {
    this.documents = new JsonDocuments(limits);
  }

  @Override
  public String name() {
    return "tempo-json";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    JsonShape shape = JsonShape.of(head);
    boolean batches =
        shape.has("batches[].resource")
            || shape.has("batches[].scopeSpans")
            || shape.has("batches[].instrumentationLibrarySpans");
    boolean trace = shape.has("trace.resourceSpans") || shape.has("trace.batches");
    return batches || trace ? Recognition.YES : Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    documents.read(in, sink, TempoJsonFormat::answer);
  }

  private static void answer(JsonParser parser, PlacedRecords records) throws IOException {
    OtlpRequest request = new OtlpRequest();
    boolean[] known = {false};
    OtlpValues.object(parser, (p, field) -> known[0] |= field(p, field, request, records));
    if (!known[0]) {
      throw new MalformedValueException("not a trace of Tempo");
    }
  }

  private static boolean field(
      JsonParser parser, String field, OtlpRequest request, PlacedRecords records)
      throws IOException {
    if (field.equals("batches") || OtlpRequest.KEYS.contains(field)) {
      request.blocks(
          parser,
          () -> {
            request.drafts().forEach(records::draft);
            request.drafts().clear();
          });
      return true;
    }
    if (field.equals("trace") && parser.currentToken() == JsonToken.START_OBJECT) {
      boolean[] known = {false};
      OtlpValues.object(parser, (p, inner) -> known[0] |= field(p, inner, request, records));
      return known[0];
    }
    parser.skipChildren();
    return false;
  }
}
