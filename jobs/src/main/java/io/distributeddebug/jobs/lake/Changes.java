package io.distributeddebug.jobs.lake;

import static io.distributeddebug.jobs.lake.ColumnUnit.UNIX_NANOS;

/** What was done to the system or noticed about it, one row each. */
public final class Changes {
  public static final Field UNIX_NANOS_COLUMN =
      Field.whole("unix_nanos", UNIX_NANOS, "When it happened or began");
  public static final Field END_UNIX_NANOS =
      Field.whole("end_unix_nanos", UNIX_NANOS, "When it was over; 0 without an end");
  public static final Field KIND =
      Field.text(
          "kind",
          "deployment, configuration, scaling, restart, scheduling, health, alert or event");
  public static final Field REASON =
      Field.text("reason", "Its name at the source: an event's reason, an alert's name");
  public static final Field SUBJECT =
      Field.text("subject", "What was changed: object kind, namespace and name");
  public static final Field SEVERITY =
      Field.text("severity", "INFO, WARN, ERROR or FATAL; empty if unknown");
  public static final Field MESSAGE = Field.text("message", "The text for people");
  public static final Field SOURCE =
      Field.text("source", "Who says so: kubernetes, alertmanager, a mapping");
  public static final Field DATE = Field.date("date", "UTC day of unix_nanos");

  public static final Table TABLE =
      Table.named(
              "changes",
              "Deployments, configuration, cluster events and alerts as recorded, each once",
              UNIX_NANOS_COLUMN,
              END_UNIX_NANOS,
              Spans.SERVICE,
              KIND,
              REASON,
              SUBJECT,
              SEVERITY,
              MESSAGE,
              SOURCE,
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

  private Changes() {}
}
