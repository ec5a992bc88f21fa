package io.distributeddebug.jobs.lake;

import static io.distributeddebug.jobs.lake.ColumnUnit.COUNT;
import static io.distributeddebug.jobs.lake.ColumnUnit.UNIX_NANOS;
import static io.distributeddebug.jobs.lake.ColumnUnit.VARIES;

/** Metric points as recorded, one row each. */
public final class Metrics {
  public static final Field METRIC = Field.text("metric", "Metric name");
  public static final Field UNIT = Field.text("unit", "Unit as recorded, UCUM in OpenTelemetry");
  public static final Field KIND =
      Field.text(
          "kind", "GAUGE, CUMULATIVE_SUM, DELTA_SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM or SUMMARY");
  public static final Field START_UNIX_NANOS =
      Field.whole("start_unix_nanos", UNIX_NANOS, "Begin of the interval of a sum, else 0");
  public static final Field UNIX_NANOS_COLUMN =
      Field.whole("unix_nanos", UNIX_NANOS, "Time of the point");
  public static final Field VALUE =
      Field.real("value", VARIES, "Gauge or sum; of a distribution its sum");
  public static final Field OBSERVATION_COUNT =
      Field.whole("observation_count", COUNT, "Observations of a distribution, else 0");
  public static final Field DISTRIBUTION =
      Field.json("distribution", "Buckets or quantiles of a distribution, else empty");
  public static final Field DATE = Field.date("date", "UTC day of unix_nanos");

  public static final Table TABLE =
      Table.named(
              "metrics",
              "Metric points as recorded, each once",
              UNIX_NANOS_COLUMN,
              Spans.SERVICE,
              Spans.INSTANCE,
              METRIC,
              VALUE,
              UNIT,
              KIND,
              Spans.NODE,
              START_UNIX_NANOS,
              OBSERVATION_COUNT,
              DISTRIBUTION,
              Spans.VERSION,
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
          .keyedBy(METRIC, Spans.SERVICE, Spans.INSTANCE, UNIX_NANOS_COLUMN, Spans.RECORD_HASH)
          .partitionedBy(DATE);

  private Metrics() {}
}
