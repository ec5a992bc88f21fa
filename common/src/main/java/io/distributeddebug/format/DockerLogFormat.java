package io.distributeddebug.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Containers' logs as Docker's json-file driver keeps them: {@code {"log","stream","time"}}. What
 * the container wrote is read as {@link CriLogFormat} reads it; a line that does not end with a
 * line end goes on in the next one.
 */
final class DockerLogFormat implements TelemetryFormat {
  private final Limits limits;

  DockerLogFormat(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "docker-json";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    return JsonShape.of(head).has("log", "stream", "time") ? Recognition.YES : Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    Map<String, String> resource = PodLogPath.resource(fileName);
    LogContents contents = new LogContents(limits);
    Map<String, String> attributes = new TreeMap<>();
    MultilineLogs joined =
        new MultilineLogs(
            (stream, nanos, text, position) -> {
              Map<String, String> all = new TreeMap<>(attributes);
              all.put("log.iostream", stream);
              sink.log(
                  contents.readAt(text, new StructuredLogs.Around(nanos, resource, all, text)),
                  position);
            });
    try {
      new JsonDocuments(limits)
          .read(
              in,
              sink,
              (parser, records) -> {
                JsonNode line = parser.readValueAsTree();
                OptionalLong nanos = AnyTime.nanos(line.path("time").asText());
                if (!line.has("log") || nanos.isEmpty()) {
                  throw new MalformedValueException("not a line of Docker's json-file log");
                }
                line.path("attrs")
                    .properties()
                    .forEach(entry -> attributes.put(entry.getKey(), entry.getValue().asText()));
                String text = line.path("log").asText();
                boolean whole = text.endsWith("\n");
                joined.line(
                    line.path("stream").asText("stdout"),
                    nanos.getAsLong(),
                    whole ? text.substring(0, text.length() - 1) : text,
                    !whole,
                    records.position());
              });
    } finally {
      joined.end();
    }
  }
}
