package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.distributeddebug.telemetry.LogRecord;
import java.util.Map;
import java.util.Optional;

/**
 * What a program wrote as one log line, of whatever kind, as containers' runtimes, Loki and Splunk
 * keep it: a JSON object, logfmt, a request in a proxy's access log, or text.
 */
final class LogContents {
  private final StructuredLogs structured = new StructuredLogs();
  private final Names names = LogNames.standard();
  private final ObjectMapper json;

  LogContents(Limits limits) {
    this.json = new ObjectMapper(new JsonDocuments(limits).factory());
  }

  LogRecord read(String content, StructuredLogs.Around around) {
    String line = content.stripTrailing();
    Optional<Map<String, Object>> fields = fields(line);
    Optional<AccessLog> request =
        fields.isPresent() ? AccessLogFormat.ofFields(fields.get()) : AccessLogFormat.ofText(line);
    if (request.isPresent()) {
      return request.get().record(line, around, structured.resources());
    }
    return fields.isPresent()
        ? structured.read(fields.get(), withBody(around, line))
        : text(line, around);
  }

  /** As {@link #read}; the time of keeping counts, as the line is kept by it. */
  LogRecord readAt(String content, StructuredLogs.Around around) {
    LogRecord log = read(content, around);
    return new LogRecord(
        around.unixNanos(),
        log.traceId(),
        log.spanId(),
        log.resource(),
        log.severity(),
        log.severityNumber(),
        log.body(),
        log.attributes());
  }

  /** A line of text, without looking for structure in it. */
  LogRecord text(String line, StructuredLogs.Around around) {
    return structured.read(LogText.of(line), withBody(around, line));
  }

  /** The fields of a structured line. */
  Optional<Map<String, Object>> fields(String line) {
    int first = 0;
    while (first < line.length() && line.charAt(first) <= ' ') {
      first++;
    }
    if (first < line.length() && line.charAt(first) == '{' && line.endsWith("}")) {
      return jsonFields(line);
    }
    return line.indexOf('=') > 0 ? Logfmt.read(line).filter(this::isLog) : Optional.empty();
  }

  /** Whether the fields tell a log record by more than chance. */
  boolean isLog(Map<String, Object> fields) {
    for (String key : fields.keySet()) {
      Names.Role role = names.of(key).role();
      if (role == Names.Role.SEVERITY || role == Names.Role.BODY || role == Names.Role.TIME) {
        return true;
      }
    }
    return false;
  }

  private Optional<Map<String, Object>> jsonFields(String line) {
    try {
      JsonNode node = json.readTree(line);
      return node.isObject() ? Optional.of(FlatJson.of(node)) : Optional.empty();
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  private static StructuredLogs.Around withBody(StructuredLogs.Around around, String body) {
    return new StructuredLogs.Around(
        around.unixNanos(), around.resource(), around.attributes(), body);
  }
}
