package io.distributeddebug.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;

/**
 * Logs as JSON objects, one a line, as logging libraries and shippers write them. What the fields
 * mean is found by their names: {@link LogNames}. A line that is no JSON is a record of its own, as
 * programs print a start or a stack trace between their JSON lines.
 */
final class JsonLogsFormat implements TelemetryFormat {
  /** Fields that tell another format, whose records also have a time and a message. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "@timestamp",
          "src.addr",
          "sourcetype",
          "fields",
          "involvedObject",
          "regarding",
          "ResourceAttributes",
          "LogAttributes",
          "resources_string",
          "resources_string_key",
          "attributes_string",
          "attributes_string_key",
          "duration_nano",
          "stream",
          "labels",
          "result",
          "_source",
          "response_code",
          "traceID",
          "localEndpoint",
          "alerts",
          "client.addr");

  private final Limits limits;
  private final Names names = LogNames.standard();

  JsonLogsFormat(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "json-logs";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    JsonShape shape = JsonShape.of(head);
    if (SplunkHecFormat.isOwn(shape)) {
      return Recognition.NO;
    }
    boolean time = false;
    boolean text = false;
    for (String listed : shape.paths()) {
      String path = listed.startsWith("[].") ? listed.substring(3) : listed;
      if (OF_OTHERS.contains(path)) {
        return Recognition.NO;
      }
      Names.Role role = path.contains("[]") ? Names.Role.ATTRIBUTE : names.of(path).role();
      time |= role == Names.Role.TIME;
      text |= role == Names.Role.BODY || role == Names.Role.SEVERITY;
    }
    return time && text ? Recognition.YES : Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    StructuredLogs logs = new StructuredLogs();
    new JsonDocuments(limits)
        .read(
            in,
            sink,
            (parser, records) -> {
              if (parser.currentToken().isStructStart()) {
                read(parser.readValueAsTree(), logs, records);
              } else {
                throw new MalformedValueException("not a JSON object");
              }
            });
  }

  private static void read(
      com.fasterxml.jackson.databind.JsonNode value, StructuredLogs logs, PlacedRecords records) {
    if (value.isArray()) {
      value.forEach(element -> read(element, logs, records));
      return;
    }
    Map<String, Object> fields = FlatJson.of(value);
    if (fields.isEmpty()) {
      records.reject("a JSON object without fields", "");
      return;
    }
    records.log(
        logs.read(fields, new StructuredLogs.Around(0, Map.of(), Map.of(), value.toString())));
  }
}
