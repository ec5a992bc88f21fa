package io.distributeddebug.format;

/** The format that reads a file, or why none does. */
public sealed interface FormatChoice {
  record Chosen(TelemetryFormat format) implements FormatChoice {}

  record Skipped(String reason) implements FormatChoice {}
}
