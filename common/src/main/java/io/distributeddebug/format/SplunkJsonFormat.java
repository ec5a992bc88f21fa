package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;

/**
 * Results of a Splunk search as JSON: lines {@code {"preview", "offset", "result"}} of its export,
 * or the one answer {@code {"results": [...]}}. Results of an unfinished search come again when it
 * is done: the same record twice is stored once.
 */
final class SplunkJsonFormat implements TelemetryFormat {
  private final Limits limits;

  SplunkJsonFormat(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "splunk-json";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    JsonShape shape = JsonShape.of(head);
    for (String at : new String[] {"result.", "results[].", "[].result."}) {
      if (shape.has(at + "_time") || shape.has(at + "_raw")) {
        return Recognition.YES;
      }
    }
    boolean empty =
        shape.has("preview")
            && (shape.has("lastrow") || shape.has("results") || shape.has("result"));
    return empty ? Recognition.YES : Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    SplunkEvents events = new SplunkEvents(limits);
    new JsonDocuments(limits).read(in, sink, (parser, records) -> value(parser, events, records));
  }

  private static void value(JsonParser parser, SplunkEvents events, PlacedRecords records)
      throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      OtlpValues.array(parser, p -> value(p, events, records));
      return;
    }
    boolean[] known = {false};
    OtlpValues.object(
        parser,
        (p, field) -> {
          switch (field) {
            case "result" -> {
              known[0] = true;
              result(p.readValueAsTree(), events, records);
            }
            case "results" -> {
              known[0] = true;
              OtlpValues.array(p, q -> result(q.readValueAsTree(), events, records));
            }
            case "preview", "lastrow", "messages" -> {
              known[0] = true;
              p.skipChildren();
            }
            default -> p.skipChildren();
          }
        });
    if (!known[0]) {
      throw new MalformedValueException("not a result of a Splunk search");
    }
  }

  private static void result(JsonNode result, SplunkEvents events, PlacedRecords records) {
    if (result.isObject()) {
      events.result(FlatJson.of(result), records);
    } else {
      records.reject("not a result of a Splunk search", result.toString());
    }
  }
}
