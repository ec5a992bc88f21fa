package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;

/**
 * Jaeger's traces as its query API and its UI's download give them ({@code
 * {"data":[{"traceID","spans","processes"}]}}), a trace alone, traces one a line, and the same in
 * the form of Jaeger's protobuf model. How a span is read: {@link JaegerSpan}.
 */
final class JaegerJsonFormat implements TelemetryFormat {
  private final JsonDocuments documents;

  JaegerJsonFormat(Limits limits) {
    this.documents = new JsonDocuments(limits);
  }

  @Override
  public String name() {
    return "jaeger-json";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    JsonShape shape = JsonShape.of(head);
    boolean answer =
        isTrace(shape, "data[].")
            || isTrace(shape, "data.")
            || shape.has("data", "total", "limit", "offset", "errors");
    return answer || isTrace(shape, "") || isTrace(shape, "[].") ? Recognition.YES : Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    documents.read(in, sink, this::readValue);
  }

  private static boolean isTrace(JsonShape shape, String at) {
    boolean spans =
        shape.has(at + "spans[].operationName")
            || shape.has(at + "spans[].references")
            || shape.has(at + "spans[].processID");
    boolean trace =
        shape.has(at + "traceID")
            && (shape.has(at + "spans") || shape.has(at + "processes"))
            && !shape.has(at + "spanID");
    return spans || trace || (at.startsWith("data[]") && shape.has(at + "processes"));
  }

  private void readValue(JsonParser parser, PlacedRecords records) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      OtlpValues.array(parser, p -> readValue(p, records));
      return;
    }
    JaegerTrace trace = new JaegerTrace(documents.factory(), records);
    boolean[] known = {false};
    boolean object;
    try {
      object =
          OtlpValues.object(
              parser,
              (p, field) -> {
                switch (field) {
                  case "data" -> {
                    known[0] = true;
                    answer(p, records);
                  }
                  case "errors" -> errors(p, records);
                  default -> known[0] |= trace.field(p, field);
                }
              });
    } finally {
      trace.end();
    }
    if (!object || !known[0]) {
      throw new MalformedValueException("not a Jaeger trace");
    }
  }

  private void answer(JsonParser parser, PlacedRecords records) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NULL) {
      readValue(parser, records);
    }
  }

  /** What Jaeger answers in place of traces, such as 404, is told as a reject. */
  private static void errors(JsonParser parser, PlacedRecords records) throws IOException {
    OtlpValues.array(
        parser,
        p -> {
          String[] message = {""};
          OtlpValues.object(
              p, (q, field) -> message[0] = field.equals("msg") ? OtlpValues.text(q) : message[0]);
          records.reject("an error that Jaeger answered instead of traces", message[0]);
        });
  }
}
