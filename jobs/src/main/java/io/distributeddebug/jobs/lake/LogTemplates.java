package io.distributeddebug.jobs.lake;

import static io.distributeddebug.jobs.lake.ColumnUnit.COUNT;
import static io.distributeddebug.jobs.lake.ColumnUnit.UNIX_NANOS;

/** How often each service wrote each log template, in both windows of an investigation. */
public final class LogTemplates {
  public static final Field BASELINE_COUNT =
      Field.whole("baseline_count", COUNT, "Lines in the baseline");
  public static final Field INCIDENT_COUNT =
      Field.whole("incident_count", COUNT, "Lines in the incident window");
  public static final Field EARLIER_COUNT =
      Field.whole("earlier_count", COUNT, "Lines before the incident and outside the baseline");
  public static final Field IS_NEW =
      Field.flag("is_new", "Seen in the incident window and at no time before it");
  public static final Field FIRST_IN_INCIDENT =
      Field.whole("first_unix_nanos", UNIX_NANOS, "First line in the incident window, else 0");
  public static final Field EXAMPLE_BODY =
      Field.text("example_body", "A line of it, the incident's first where there is one");
  public static final Field EXAMPLE_TRACE =
      Field.hex("example_trace_id", "That line's trace; empty where it names none");

  public static final Table TABLE =
      Table.named(
              "log_templates",
              "Log templates counted before and during the incident",
              Investigations.INVESTIGATION_ID,
              Spans.SERVICE,
              Logs.SEVERITY,
              Logs.TEMPLATE,
              BASELINE_COUNT,
              INCIDENT_COUNT,
              EARLIER_COUNT,
              IS_NEW,
              FIRST_IN_INCIDENT,
              EXAMPLE_BODY,
              EXAMPLE_TRACE)
          .keyedBy(Investigations.INVESTIGATION_ID, Spans.SERVICE, Logs.SEVERITY, Logs.TEMPLATE);

  private LogTemplates() {}
}
