package io.distributeddebug.telemetry;

/**
 * One log line or event.
 *
 * @param unixNanos when it happened; the observed time where the record has no other
 * @param traceId 32 lower-case hex digits, empty where the line is not tied to a trace
 * @param spanId 16 lower-case hex digits, empty where the line is not tied to a span
 * @param severity OpenTelemetry severity text, upper case ({@code ERROR}); empty where unknown
 * @param severityNumber OpenTelemetry severity number 1..24, 0 where unknown; 17 and above are
 *     errors
 * @param body the text; structured bodies as JSON
 */
public record LogRecord(
    long unixNanos,
    String traceId,
    String spanId,
    Resource resource,
    String severity,
    int severityNumber,
    String body,
    Attributes attributes) {}
