package io.distributeddebug.telemetry;

/** OpenTelemetry span status. */
public enum StatusCode {
  UNSET,
  OK,
  ERROR
}
