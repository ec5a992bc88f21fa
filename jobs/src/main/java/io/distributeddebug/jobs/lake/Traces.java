package io.distributeddebug.jobs.lake;

import static io.distributeddebug.jobs.lake.ColumnUnit.COUNT;
import static io.distributeddebug.jobs.lake.ColumnUnit.NANOS;
import static io.distributeddebug.jobs.lake.ColumnUnit.RATIO;

/** One row a trace. */
public final class Traces {
  public static final Field ROOT_SERVICE = Field.text("root_service", "Service of the root span");
  public static final Field ROOT_OPERATION =
      Field.text("root_operation", "Operation of the root span");
  public static final Field SPAN_COUNT = Field.whole("span_count", COUNT, "Spans in it");
  public static final Field SERVICE_COUNT = Field.whole("service_count", COUNT, "Services in it");
  public static final Field ERROR_COUNT = Field.whole("error_count", COUNT, "Failed spans in it");
  public static final Field DUPLICATE_COUNT =
      Field.whole("duplicate_count", COUNT, "Repeated spans left out");
  public static final Field ORPHAN_COUNT =
      Field.whole("orphan_count", COUNT, "Spans whose parent is not in the archive");
  public static final Field COMPLETENESS_RATIO =
      Field.real("completeness_ratio", RATIO, "Spans there / spans there and known to be missing");
  public static final Field CRITICAL_PATH_SIGNATURE =
      Field.hex("critical_path_signature", "Hash of the operations on the critical path, in order");
  public static final Field DURATION_NANOS =
      Field.whole("duration_nanos", NANOS, "First start to last end");

  public static final Field TAIL_POLICY =
      Field.text(
          "tail_policy", "Why the trace was kept after it had ended; empty: not tail-sampled");

  public static final Table TABLE =
      Table.named(
              "traces",
              "Traces, one row each",
              TraceSpans.TRACE_KEY,
              Spans.TRACE_ID,
              Spans.START_UNIX_NANOS,
              DURATION_NANOS,
              ROOT_SERVICE,
              ROOT_OPERATION,
              TraceSpans.IS_ERROR,
              SPAN_COUNT,
              SERVICE_COUNT,
              ERROR_COUNT,
              DUPLICATE_COUNT,
              ORPHAN_COUNT,
              COMPLETENESS_RATIO,
              CRITICAL_PATH_SIGNATURE,
              TraceSpans.SAMPLING_WEIGHT,
              TraceSpans.SAMPLING_SOURCE,
              TAIL_POLICY,
              TraceSpans.FLAGS,
              TraceSpans.DATE,
              TraceSpans.TRACE_BUCKET)
          .keyedBy(Spans.TRACE_ID)
          .partitionedBy(TraceSpans.DATE, TraceSpans.TRACE_BUCKET);

  private Traces() {}
}
