package io.distributeddebug.jobs.lake;

import static io.distributeddebug.jobs.lake.ColumnUnit.NUMBER;
import static io.distributeddebug.jobs.lake.ColumnUnit.UNIX_NANOS;

/** Log records as recorded, one row each. */
public final class Logs {
  public static final Field UNIX_NANOS_COLUMN =
      Field.whole("unix_nanos", UNIX_NANOS, "When it happened, else when it was observed");
  public static final Field SEVERITY = Field.text("severity", "TRACE to FATAL; empty if unknown");
  public static final Field SEVERITY_NUMBER =
      Field.whole(
          "severity_number", NUMBER, "OpenTelemetry 1..24, 17 and above are errors; 0 unknown");
  public static final Field TEMPLATE =
      Field.text(
          "template", "Level and source location, else the text with ids and numbers masked");
  public static final Field BODY = Field.text("body", "The text; structured bodies as JSON");
  public static final Field DATE = Field.date("date", "UTC day of unix_nanos");

  public static final Table TABLE =
      Table.named(
              "logs",
              "Log records as recorded, each once",
              UNIX_NANOS_COLUMN,
              Spans.SERVICE,
              Spans.TRACE_ID,
              Spans.SPAN_ID,
              SEVERITY,
              SEVERITY_NUMBER,
              TEMPLATE,
              BODY,
              Spans.INSTANCE,
              Spans.VERSION,
              Spans.NODE,
              Spans.POD,
              Spans.NAMESPACE,
              Spans.ZONE,
              Spans.RESOURCE_ID,
              Spans.ATTRIBUTES,
              Spans.ATTRIBUTES_NUMBER,
              Spans.QUALITY,
              Spans.BATCH_ID.mayVary(),
              Spans.FILE,
              Spans.POSITION,
              Spans.RECORD_HASH,
              DATE)
          .keyedBy(UNIX_NANOS_COLUMN, Spans.SERVICE, Spans.RECORD_HASH)
          .partitionedBy(DATE);

  private Logs() {}
}
