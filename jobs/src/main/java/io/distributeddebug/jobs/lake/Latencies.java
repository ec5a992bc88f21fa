package io.distributeddebug.jobs.lake;

import static io.distributeddebug.jobs.lake.ColumnUnit.COUNT;
import static io.distributeddebug.jobs.lake.ColumnUnit.NANOS;

/** Where the time of each operation goes, in both windows of an investigation: a row a part. */
public final class Latencies {
  public static final Field PART =
      Field.text(
          "part",
          "total, or what it is made of: self, network, database, cache, queue, pool, external,"
              + " downstream");
  public static final Field BASELINE_REQUESTS =
      Field.whole("baseline_request_count", COUNT, "Requests in the baseline");
  public static final Field INCIDENT_REQUESTS =
      Field.whole("incident_request_count", COUNT, "Requests in the incident window");
  public static final Field BASELINE_WEIGHTED_REQUESTS =
      Field.real(
          "baseline_weighted_request_count",
          COUNT,
          "Requests that those of the baseline stand for");
  public static final Field INCIDENT_WEIGHTED_REQUESTS =
      Field.real(
          "incident_weighted_request_count",
          COUNT,
          "Requests that those of the incident stand for");
  public static final Field BASELINE_MEAN =
      Field.whole("baseline_mean_nanos", NANOS, "Mean in the baseline; parts add up to total");
  public static final Field INCIDENT_MEAN =
      Field.whole("incident_mean_nanos", NANOS, "Mean in the incident; parts add up to total");
  public static final Field DIFFERENCE =
      Field.whole("difference_nanos", NANOS, "Incident mean minus baseline mean");

  public static final Table TABLE =
      Table.named(
              "latency",
              "Duration of operations taken apart, before and during the incident",
              Investigations.INVESTIGATION_ID,
              Spans.SERVICE,
              Spans.OPERATION,
              PART,
              BASELINE_REQUESTS,
              INCIDENT_REQUESTS,
              BASELINE_WEIGHTED_REQUESTS,
              INCIDENT_WEIGHTED_REQUESTS,
              BASELINE_MEAN,
              INCIDENT_MEAN,
              DIFFERENCE,
              Dependencies.BASELINE_P50,
              Dependencies.INCIDENT_P50,
              Dependencies.BASELINE_P95,
              Dependencies.INCIDENT_P95,
              Dependencies.BASELINE_P99,
              Dependencies.INCIDENT_P99)
          .keyedBy(Investigations.INVESTIGATION_ID, Spans.SERVICE, Spans.OPERATION, PART);

  private Latencies() {}
}
