package io.distributeddebug.jobs.lake;

import static io.distributeddebug.jobs.lake.ColumnUnit.NUMBER;
import static io.distributeddebug.jobs.lake.ColumnUnit.RATIO;
import static io.distributeddebug.jobs.lake.ColumnUnit.UNIX_NANOS;

/** One row a finding, whatever found it. */
public final class Findings {
  public static final Field FINDING_ID =
      Field.whole(
          "finding_id", NUMBER, "Place within the investigation, most severe first, from 1");
  public static final Field KIND = Field.text("kind", "Stable kebab-case id of what was found");
  public static final Field SEVERITY = Field.text("severity", "INFO, WARNING or CRITICAL");
  public static final Field CONFIDENCE = Field.real("confidence", RATIO, "How sure it is");
  public static final Field FROM =
      Field.whole("from_unix_nanos", UNIX_NANOS, "Begin of the window it was seen in");
  public static final Field TO =
      Field.whole("to_unix_nanos", UNIX_NANOS, "End of the window it was seen in");
  public static final Field SERVICES =
      Field.text("services", "Services concerned, comma separated, most concerned first");
  public static final Field SUMMARY = Field.text("summary", "One sentence with its numbers");
  public static final Field MEASURES = Field.json("measures", "Measured values with units");
  public static final Field EVIDENCE = Field.json("evidence", "What shows it, and where to look");
  public static final Field RECOMMENDATION = Field.text("recommendation", "What to do about it");

  public static final Table TABLE =
      Table.named(
              "findings",
              "Findings of all analyses",
              Investigations.INVESTIGATION_ID,
              FINDING_ID,
              KIND,
              SEVERITY,
              CONFIDENCE,
              FROM,
              TO,
              SERVICES,
              Spans.OPERATION,
              SUMMARY,
              MEASURES,
              EVIDENCE,
              RECOMMENDATION)
          .keyedBy(Investigations.INVESTIGATION_ID, FINDING_ID);

  private Findings() {}
}
