package io.distributeddebug.jobs.lake;

import static io.distributeddebug.jobs.lake.ColumnUnit.COUNT;
import static io.distributeddebug.jobs.lake.ColumnUnit.NUMBER;
import static io.distributeddebug.jobs.lake.ColumnUnit.VARIES;

/** How each metric series of an instance stands in the incident window against its history. */
public final class MetricChanges {
  public static final Field ATTRIBUTE_SET =
      Field.text("attribute_set", "Attributes that tell series of a metric apart, as k=v,k=v");
  public static final Field BASELINE_MEDIAN =
      Field.real("baseline_median", VARIES, "Median of the history");
  public static final Field INCIDENT_MEDIAN =
      Field.real("incident_median", VARIES, "Median in the incident window");
  public static final Field BASELINE_POINTS =
      Field.whole("baseline_point_count", COUNT, "Buckets with points in the history");
  public static final Field INCIDENT_POINTS =
      Field.whole("incident_point_count", COUNT, "Buckets with points in the incident window");
  public static final Field ROBUST_Z =
      Field.real("robust_z", NUMBER, "Difference of medians in robust deviations of the history");

  public static final Table TABLE =
      Table.named(
              "metric_changes",
              "Metric series before and during the incident, most changed first",
              Investigations.INVESTIGATION_ID,
              Spans.SERVICE,
              Spans.INSTANCE,
              Spans.NODE,
              Metrics.METRIC,
              ATTRIBUTE_SET,
              Metrics.UNIT,
              BASELINE_MEDIAN,
              INCIDENT_MEDIAN,
              BASELINE_POINTS,
              INCIDENT_POINTS,
              ROBUST_Z)
          .keyedBy(
              Investigations.INVESTIGATION_ID,
              Spans.SERVICE,
              Spans.INSTANCE,
              Spans.NODE,
              Metrics.METRIC,
              ATTRIBUTE_SET);

  private MetricChanges() {}
}
