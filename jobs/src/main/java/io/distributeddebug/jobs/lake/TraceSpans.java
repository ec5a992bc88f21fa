package io.distributeddebug.jobs.lake;

import static io.distributeddebug.jobs.lake.ColumnUnit.COUNT;
import static io.distributeddebug.jobs.lake.ColumnUnit.NANOS;
import static io.distributeddebug.jobs.lake.ColumnUnit.NUMBER;

/** The hub: each span with what only its whole trace can tell. Clustered and sorted by trace. */
public final class TraceSpans {
  public static final Field TRACE_KEY =
      Field.whole("trace_key", NUMBER, "Hash of the trace id: files are sorted by it");
  public static final Field PARENT_SERVICE =
      Field.text("parent_service", "Service of the parent span; empty for a root");
  public static final Field PARENT_OPERATION =
      Field.text("parent_operation", "Operation of the parent span; empty for a root");
  public static final Field PEER_SERVICE =
      Field.text(
          "peer_service",
          "Called service; without a span of its own, the virtual peer: database, queue, host");
  public static final Field PEER_KIND =
      Field.text("peer_kind", "service, database, cache, queue or external; empty without a peer");
  public static final Field DESTINATION =
      Field.text(
          "destination", "Topic or queue that a message was sent to or came from; else empty");
  public static final Field DEPTH = Field.whole("depth", COUNT, "Spans above it");
  public static final Field TREE_POSITION =
      Field.whole("tree_position", NUMBER, "Place in depth-first order, from 0");
  public static final Field PATH_HASH =
      Field.hex("path_hash", "Hash of the services and operations from the root down to the span");
  public static final Field CHILD_COUNT = Field.whole("child_count", COUNT, "Direct children");
  public static final Field SELF_NANOS =
      Field.whole("self_nanos", NANOS, "Duration not covered by children");
  public static final Field CRITICAL_PATH_NANOS =
      Field.whole("critical_path_nanos", NANOS, "Own share of the trace's critical path");
  public static final Field GAP_TO_PARENT_START_NANOS =
      Field.whole("gap_to_parent_start_nanos", NANOS, "Start minus the parent's start");
  public static final Field GAP_TO_PARENT_END_NANOS =
      Field.whole("gap_to_parent_end_nanos", NANOS, "Parent's end minus own end");
  public static final Field SKEW_ADJUST_NANOS =
      Field.whole(
          "skew_adjust_nanos",
          NANOS,
          "Added to the recorded times to have them on the clock of the trace's first span");
  public static final Field ADJUSTED_START_UNIX_NANOS =
      Field.whole(
          "adjusted_start_unix_nanos",
          ColumnUnit.UNIX_NANOS,
          "Start on the clock of the trace's first span; the adjusted end is duration_nanos later");
  public static final Field CLOCK_UNCERTAINTY_NANOS =
      Field.whole(
          "clock_uncertainty_nanos",
          NANOS,
          "How far adjusted times can be off, by what calls between hosts show; null: not known");
  public static final Field RETRY_NUMBER =
      Field.whole(
          "retry_number", COUNT, "0 for a first try, n for the n-th repeat of a failed call");
  public static final Field SAMPLING_WEIGHT =
      Field.real(
          "sampling_weight",
          COUNT,
          "How many spans it stands for: 1 / the probability that it was kept; 1 if not known");
  public static final Field SAMPLING_SOURCE =
      Field.text(
          "sampling_source",
          "Who says the weight: tracestate, jaeger, attribute, xray, configured; empty: not known");
  public static final Field IS_ERROR = Field.flag("is_error", "The span failed");
  public static final Field FLAGS =
      Field.text("flags", "What is doubtful about its place in the trace, comma separated");
  public static final Field TRACE_START_UNIX_NANOS =
      Field.whole(
          "trace_start_unix_nanos", ColumnUnit.UNIX_NANOS, "Start of the trace's first span");
  public static final Field TRACE_BUCKET =
      Field.whole("trace_bucket", NUMBER, "Hash bucket of the trace: one file a day and bucket");
  public static final Field DATE = Field.date("date", "UTC day of the trace's first span");

  public static final Table TABLE =
      Table.named(
              "trace_spans",
              "Spans in their traces: the hub of every analysis",
              TRACE_KEY,
              Spans.TRACE_ID,
              Spans.SPAN_ID,
              Spans.PARENT_SPAN_ID,
              Spans.SERVICE,
              Spans.START_UNIX_NANOS,
              Spans.END_UNIX_NANOS,
              TRACE_START_UNIX_NANOS,
              Spans.DURATION_NANOS,
              Spans.OPERATION,
              Spans.KIND,
              Spans.INSTANCE,
              Spans.NODE,
              Spans.VERSION,
              Spans.STATUS,
              Spans.STATUS_MESSAGE,
              IS_ERROR,
              PARENT_SERVICE,
              PARENT_OPERATION,
              PEER_SERVICE,
              PEER_KIND,
              DESTINATION,
              DEPTH,
              TREE_POSITION,
              PATH_HASH,
              CHILD_COUNT,
              SELF_NANOS,
              CRITICAL_PATH_NANOS,
              GAP_TO_PARENT_START_NANOS,
              GAP_TO_PARENT_END_NANOS,
              SKEW_ADJUST_NANOS,
              ADJUSTED_START_UNIX_NANOS,
              CLOCK_UNCERTAINTY_NANOS,
              RETRY_NUMBER,
              SAMPLING_WEIGHT,
              SAMPLING_SOURCE,
              FLAGS,
              DATE,
              TRACE_BUCKET)
          .keyedBy(Spans.TRACE_ID, Spans.SPAN_ID, TREE_POSITION)
          .partitionedBy(DATE, TRACE_BUCKET);

  private TraceSpans() {}
}
