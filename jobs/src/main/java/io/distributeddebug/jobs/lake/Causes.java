package io.distributeddebug.jobs.lake;

import static io.distributeddebug.jobs.lake.ColumnUnit.NATS;
import static io.distributeddebug.jobs.lake.ColumnUnit.NUMBER;
import static io.distributeddebug.jobs.lake.ColumnUnit.RATIO;

/** Ranked hypotheses of what caused the incident. */
public final class Causes {
  public static final Field RANK = Field.whole("rank", NUMBER, "1 is the likeliest");
  public static final Field KIND = Field.text("kind", "cpu, exception, slow_dependency, ...");
  public static final Field RESOURCE =
      Field.text(
          "resource", "Resource of a resource cause, such as cpu or pool:orders; else empty");
  public static final Field SCORE = Field.real("score", NATS, "Sum of its signals, saturated");
  public static final Field CONFIDENCE = Field.real("confidence", RATIO, "How sure it is");
  public static final Field EXPLANATION = Field.text("explanation", "One sentence with numbers");
  public static final Field EVIDENCE = Field.json("evidence", "What speaks for it");
  public static final Field AFFECTED = Field.text("affected", "Services that feel it");
  public static final Field RULED_OUT =
      Field.text("ruled_out_because", "Why it is not the cause; empty otherwise");

  public static final Table TABLE =
      Table.named(
              "causes",
              "Ranked causes of each investigation",
              Investigations.INVESTIGATION_ID,
              RANK,
              Spans.SERVICE,
              Spans.INSTANCE,
              Spans.OPERATION,
              RESOURCE,
              KIND,
              SCORE,
              CONFIDENCE,
              EXPLANATION,
              EVIDENCE,
              AFFECTED,
              RULED_OUT)
          .keyedBy(Investigations.INVESTIGATION_ID, RANK);

  private Causes() {}
}
