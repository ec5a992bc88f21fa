package io.distributeddebug.telemetry;

/** OpenTelemetry span kinds; {@code UNSPECIFIED} where the archive does not say. */
public enum SpanKind {
  UNSPECIFIED,
  INTERNAL,
  SERVER,
  CLIENT,
  PRODUCER,
  CONSUMER
}
