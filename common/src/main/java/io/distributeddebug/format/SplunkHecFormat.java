package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What is sent to Splunk's HTTP Event Collector: JSON objects {@code {"time", "host", "source",
 * "sourcetype", "index", "event", "fields"}}, one after another, in lines or not.
 *
 * @see <a
 *     href="https://help.splunk.com/splunk-enterprise/get-data-in/collect-http-event-data/format-events-for-http-event-collector">format
 *     of events</a>
 */
final class SplunkHecFormat implements TelemetryFormat {
  private static final Set<String> FIELDS =
      Set.of("time", "host", "source", "sourcetype", "index", "event", "fields");

  private final Limits limits;

  SplunkHecFormat(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "splunk-hec";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    return isOwn(JsonShape.of(head)) ? Recognition.YES : Recognition.NO;
  }

  /** The collector refuses objects with other fields than its own. */
  static boolean isOwn(JsonShape shape) {
    boolean event = false;
    boolean around = false;
    for (String listed : shape.paths()) {
      String path = listed.startsWith("[].") ? listed.substring(3) : listed;
      String field = path.split("[.\\[]", 2)[0];
      if (!FIELDS.contains(field)) {
        return false;
      }
      event |= field.equals("event") || path.startsWith("fields.metric_name");
      around |= !field.equals("event");
    }
    return event && around;
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
    Map<String, Object> fields = new LinkedHashMap<>();
    JsonNode[] event = {MissingNode.getInstance()};
    String[] time = {null};
    int[] known = {0};
    boolean object =
        OtlpValues.object(
            parser,
            (p, field) -> {
              known[0] += FIELDS.contains(field) ? 1 : 0;
              switch (field) {
                // As text, as a double does not hold nanoseconds.
                case "time" -> time[0] = OtlpValues.text(p);
                case "event" -> event[0] = p.readValueAsTree();
                case "fields" -> fields.putAll(FlatJson.of(p.readValueAsTree()));
                case "host", "source", "sourcetype", "index" ->
                    fields.putIfAbsent(field, OtlpValues.text(p));
                default -> p.skipChildren();
              }
            });
    if (!object || known[0] == 0) {
      throw new MalformedValueException("not an event for Splunk's HTTP Event Collector");
    }
    events.event(event[0], time[0], fields, records);
  }
}
