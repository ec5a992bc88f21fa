package io.distributeddebug.format;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.Resource;
import java.util.Locale;

/**
 * A log record while it is put together from a row of OpenTelemetry's model. What is not given is
 * empty; ids that are none leave it untied to a trace, as in OTLP.
 */
final class LogDraft {
  private long unixNanos;
  private String traceId = "";
  private String spanId = "";
  private Resource resource = Resource.UNKNOWN;
  private String severity = "";
  private int severityNumber;
  private String body = "";
  private final Attributes.Builder attributes = Attributes.builder();

  LogDraft time(long nanos) {
    unixNanos = nanos;
    return this;
  }

  LogDraft ids(String trace, String span) {
    traceId = Ids.traceId(trace).orElse("");
    spanId = traceId.isEmpty() ? "" : Ids.spanId(span).orElse("");
    return this;
  }

  LogDraft resource(Resource of) {
    resource = of;
    return this;
  }

  /**
   * @param number OpenTelemetry's; what is none of 1..24 says nothing
   */
  LogDraft severity(String word, long number) {
    severityNumber = number >= 1 && number <= 24 ? (int) number : Severities.number(word);
    severity = severityNumber > 0 ? Severities.name(severityNumber) : word.toUpperCase(Locale.ROOT);
    return this;
  }

  LogDraft body(String text) {
    body = text;
    return this;
  }

  LogDraft attribute(String name, String value) {
    if (!value.isEmpty()) {
      attributes.put(name, value);
    }
    return this;
  }

  LogDraft attributes(Attributes more) {
    more.text().forEach(attributes::put);
    more.numbers().forEach(attributes::put);
    return this;
  }

  void give(PlacedRecords records) {
    records.log(
        new LogRecord(
            unixNanos,
            traceId,
            spanId,
            resource,
            severity,
            severityNumber,
            body,
            attributes.build()));
  }
}
