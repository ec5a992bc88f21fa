package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.LogRecord;
import java.io.IOException;
import java.util.Locale;

/**
 * A log record of an OTLP request while it is read. Ids that are none leave it untied to a trace;
 * an event's name becomes the attribute {@code event.name}.
 */
final class OtlpLog extends OtlpRecord {
  private final OtlpRequest.Scope scope;
  private long time;
  private long observed;
  private String traceId = "";
  private String spanId = "";
  private String severityText = "";
  private int severityNumber;
  private String body = "";
  private String eventName = "";
  private Attributes attributes = Attributes.EMPTY;

  private OtlpLog(OtlpRequest.Scope scope) {
    this.scope = scope;
  }

  static OtlpLog read(JsonParser parser, OtlpRequest.Scope scope) throws IOException {
    OtlpLog log = new OtlpLog(scope);
    log.readObject(parser);
    return log;
  }

  @Override
  public void give(TelemetrySink sink, long position) {
    sink.log(record(), position);
  }

  LogRecord record() {
    int number = severityNumber > 0 ? severityNumber : Severities.number(severityText);
    String severity = number > 0 ? Severities.name(number) : severityText.toUpperCase(Locale.ROOT);
    return new LogRecord(
        time != 0 ? time : observed,
        traceId,
        traceId.isEmpty() ? "" : spanId,
        scope.block.resource,
        severity,
        number,
        body,
        scope.describe(withEventName(), true));
  }

  @Override
  void field(JsonParser parser, String field) throws IOException {
    switch (field) {
      case "timeUnixNano", "time_unix_nano" -> time = OtlpValues.wholeNumber(parser);
      case "observedTimeUnixNano", "observed_time_unix_nano" ->
          observed = OtlpValues.wholeNumber(parser);
      case "traceId", "trace_id" -> traceId = Ids.traceId(OtlpValues.text(parser)).orElse("");
      case "spanId", "span_id" -> spanId = Ids.spanId(OtlpValues.text(parser)).orElse("");
      case "severityText", "severity_text" -> severityText = OtlpValues.text(parser);
      case "severityNumber", "severity_number" -> severityNumber = severity(parser);
      case "body" -> body = OtlpValues.anyText(parser);
      case "eventName", "event_name" -> eventName = OtlpValues.text(parser);
      case "attributes" -> attributes = OtlpValues.attributes(parser);
      default -> parser.skipChildren();
    }
  }

  private Attributes withEventName() {
    if (eventName.isEmpty()) {
      return attributes;
    }
    Attributes.Builder all = Attributes.builder();
    attributes.text().forEach(all::put);
    attributes.numbers().forEach(all::put);
    return all.put("event.name", eventName).build();
  }

  private static int severity(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      int named = Severities.number(parser.getText());
      if (named > 0) {
        return named;
      }
    }
    long number = OtlpValues.wholeNumber(parser);
    return number >= 1 && number <= 24 ? (int) number : 0;
  }
}
