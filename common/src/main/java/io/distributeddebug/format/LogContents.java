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
    return fields.isPresent() ? read(fields.get(), line, around) : unstructured(line, around);
  }

  /**
   * As {@link #read(String, StructuredLogs.Around)}, of a line that is known to have these fields.
   */
  LogRecord read(Map<String, Object> fields, String line, StructuredLogs.Around around) {
    Optional<AccessLog> request = AccessLogFormat.ofFields(fields);
    return request.isPresent()
        ? request.get().record(line, around, structured.resources())
        : structured.read(fields, withBody(around, line));
  }

  /** As {@link #read(String, StructuredLogs.Around)}, of a line that is known to have no fields. */
  LogRecord unstructured(String line, StructuredLogs.Around around) {
    Optional<AccessLog> request = AccessLogFormat.ofText(line);
    return request.isPresent()
        ? request.get().record(line, around, structured.resources())
        : text(line, around);
  }

  /** As {@link #read}; the time of keeping counts, as the line is kept by it. */
  LogRecord readAt(String content, StructuredLogs.Around around) {
    return at(around.unixNanos(), read(content, around));
  }

  /** The same at another time. */
  static LogRecord at(long unixNanos, LogRecord log) {
    return new LogRecord(
        unixNanos,
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
    if (mayBeObject(line)) {
      return object(line).map(FlatJson::of);
    }
    return line.indexOf('=') > 0 ? Logfmt.read(line).filter(this::isLog) : Optional.empty();
  }

  /** The line as a JSON object. */
  Optional<JsonNode> object(String line) {
    if (!mayBeObject(line)) {
      return Optional.empty();
    }
    try {
      return Optional.of(json.readTree(line)).filter(JsonNode::isObject);
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  private static boolean mayBeObject(String line) {
    int first = 0;
    while (first < line.length() && line.charAt(first) <= ' ') {
      first++;
    }
    return first < line.length() && line.charAt(first) == '{' && line.endsWith("}");
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

  private static StructuredLogs.Around withBody(StructuredLogs.Around around, String body) {
    return new StructuredLogs.Around(
        around.unixNanos(), around.resource(), around.attributes(), body);
  }
}
