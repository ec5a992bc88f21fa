package io.distributeddebug.jobs.lake;

import static io.distributeddebug.jobs.lake.ColumnUnit.COUNT;
import static io.distributeddebug.jobs.lake.ColumnUnit.NANOS;
import static io.distributeddebug.jobs.lake.ColumnUnit.RATIO;

/** Who calls what, in both windows of an investigation. */
public final class Dependencies {
  public static final Field CALLER = Field.text("caller_service", "Service that calls");
  public static final Field CALLER_OPERATION =
      Field.text("caller_operation", "Operation by which the caller was entered");
  public static final Field CALLEE = Field.text("callee_service", "Called service or virtual peer");
  public static final Field CALLEE_OPERATION =
      Field.text("callee_operation", "What is called; empty where the called side left no span");
  public static final Field BASELINE_CALLS =
      Field.whole("baseline_call_count", COUNT, "Calls in the baseline, each retry counted");
  public static final Field INCIDENT_CALLS =
      Field.whole("incident_call_count", COUNT, "Calls in the incident window");
  public static final Field BASELINE_WEIGHTED_CALLS =
      Field.real(
          "baseline_weighted_call_count", COUNT, "Calls that those of the baseline stand for");
  public static final Field INCIDENT_WEIGHTED_CALLS =
      Field.real(
          "incident_weighted_call_count", COUNT, "Calls that those of the incident stand for");
  public static final Field BASELINE_ERRORS =
      Field.whole("baseline_error_count", COUNT, "Failed calls in the baseline");
  public static final Field INCIDENT_ERRORS =
      Field.whole("incident_error_count", COUNT, "Failed calls in the incident window");
  public static final Field BASELINE_ERROR_RATIO =
      Field.real("baseline_error_ratio", RATIO, "Failed share in the baseline");
  public static final Field INCIDENT_ERROR_RATIO =
      Field.real("incident_error_ratio", RATIO, "Failed share in the incident window");
  public static final Field INCIDENT_TIMEOUTS =
      Field.whole("incident_timeout_count", COUNT, "Calls that timed out in the incident window");
  public static final Field INCIDENT_RETRIES =
      Field.whole("incident_retry_count", COUNT, "Repeats of failed calls, incident window");
  public static final Field BASELINE_P50 =
      Field.whole("baseline_p50_nanos", NANOS, "Median duration in the baseline");
  public static final Field INCIDENT_P50 =
      Field.whole("incident_p50_nanos", NANOS, "Median duration in the incident window");
  public static final Field BASELINE_P95 =
      Field.whole("baseline_p95_nanos", NANOS, "95th percentile in the baseline");
  public static final Field INCIDENT_P95 =
      Field.whole("incident_p95_nanos", NANOS, "95th percentile in the incident window");
  public static final Field BASELINE_P99 =
      Field.whole("baseline_p99_nanos", NANOS, "99th percentile in the baseline");
  public static final Field INCIDENT_P99 =
      Field.whole("incident_p99_nanos", NANOS, "99th percentile in the incident window");
  public static final Field BASELINE_GAP =
      Field.whole("baseline_gap_p50_nanos", NANOS, "Median network gap or queue wait, baseline");
  public static final Field INCIDENT_GAP =
      Field.whole("incident_gap_p50_nanos", NANOS, "Median network gap or queue wait, incident");

  public static final Table TABLE =
      Table.named(
              "dependencies",
              "Calls between operations, before and during the incident",
              Investigations.INVESTIGATION_ID,
              CALLER,
              CALLER_OPERATION,
              CALLEE,
              CALLEE_OPERATION,
              TraceSpans.PEER_KIND,
              BASELINE_CALLS,
              INCIDENT_CALLS,
              BASELINE_WEIGHTED_CALLS,
              INCIDENT_WEIGHTED_CALLS,
              BASELINE_ERRORS,
              INCIDENT_ERRORS,
              BASELINE_ERROR_RATIO,
              INCIDENT_ERROR_RATIO,
              INCIDENT_TIMEOUTS,
              INCIDENT_RETRIES,
              BASELINE_P50,
              INCIDENT_P50,
              BASELINE_P95,
              INCIDENT_P95,
              BASELINE_P99,
              INCIDENT_P99,
              BASELINE_GAP,
              INCIDENT_GAP)
          .keyedBy(
              Investigations.INVESTIGATION_ID,
              CALLER,
              CALLER_OPERATION,
              CALLEE,
              CALLEE_OPERATION,
              TraceSpans.PEER_KIND);

  private Dependencies() {}
}
