package io.distributeddebug.jobs.lake;

import static io.distributeddebug.jobs.lake.ColumnUnit.UNIX_NANOS;

/** One row a question: what was asked, and which windows were compared. */
public final class Investigations {
  public static final Field INVESTIGATION_ID =
      Field.hex("investigation_id", "Hash of windows, selection and settings: the question");
  public static final Field RUN_ID =
      Field.text("run_id", "Run that answered it last; names the report folder").mayVary();
  public static final Field DESCRIPTION = Field.text("description", "Issue description as given");
  public static final Field INCIDENT_FROM =
      Field.whole("incident_from_unix_nanos", UNIX_NANOS, "Begin of the incident window");
  public static final Field INCIDENT_TO =
      Field.whole("incident_to_unix_nanos", UNIX_NANOS, "End of the incident window");
  public static final Field BASELINE_FROM =
      Field.whole("baseline_from_unix_nanos", UNIX_NANOS, "Begin of the baseline window");
  public static final Field BASELINE_TO =
      Field.whole("baseline_to_unix_nanos", UNIX_NANOS, "End of the baseline window");
  public static final Field SUMMARY = Field.text("summary", "The answer in a few sentences");

  public static final Table TABLE =
      Table.named(
              "investigations",
              "Questions asked of the lake, and the windows compared",
              INVESTIGATION_ID,
              RUN_ID,
              DESCRIPTION,
              INCIDENT_FROM,
              INCIDENT_TO,
              BASELINE_FROM,
              BASELINE_TO,
              SUMMARY)
          .keyedBy(INVESTIGATION_ID);

  private Investigations() {}
}
