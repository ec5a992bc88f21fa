package io.distributeddebug.bench;

import static org.apache.spark.sql.functions.col;

import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.trace.TraceBuilder;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** {@code groupByKey} and {@code flatMapGroups} over beans, with our own core in each group. */
public final class TypedPeer {
  private TypedPeer() {}

  /** A span as Spark's bean encoder wants it. */
  public static class SpanBean implements Serializable {
    private static final long serialVersionUID = 1L;
    private String traceId = "";
    private String spanId = "";
    private String parentSpanId = "";
    private String service = "";
    private String instance = "";
    private String node = "";
    private String operation = "";
    private String kind = "";
    private long start;
    private long end;

    public String getTraceId() {
      return traceId;
    }

    public void setTraceId(String value) {
      traceId = value;
    }

    public String getSpanId() {
      return spanId;
    }

    public void setSpanId(String value) {
      spanId = value;
    }

    public String getParentSpanId() {
      return parentSpanId;
    }

    public void setParentSpanId(String value) {
      parentSpanId = value;
    }

    public String getService() {
      return service;
    }

    public void setService(String value) {
      service = value;
    }

    public String getInstance() {
      return instance;
    }

    public void setInstance(String value) {
      instance = value;
    }

    public String getNode() {
      return node;
    }

    public void setNode(String value) {
      node = value;
    }

    public String getOperation() {
      return operation;
    }

    public void setOperation(String value) {
      operation = value;
    }

    public String getKind() {
      return kind;
    }

    public void setKind(String value) {
      kind = value;
    }

    public long getStart() {
      return start;
    }

    public void setStart(long value) {
      start = value;
    }

    public long getEnd() {
      return end;
    }

    public void setEnd(long value) {
      end = value;
    }
  }

  static PathTotals totals(Dataset<Row> spans) {
    Dataset<SpanBean> beans =
        spans
            .select(
                col("trace_id").as("traceId"),
                col("span_id").as("spanId"),
                col("parent_span_id").as("parentSpanId"),
                col("service"),
                col("instance"),
                col("node"),
                col("operation"),
                col("kind"),
                col("start_unix_nanos").as("start"),
                col("end_unix_nanos").as("end"))
            .as(Encoders.bean(SpanBean.class));
    return beans
        .groupByKey((MapFunction<SpanBean, String>) SpanBean::getTraceId, Encoders.STRING())
        .flatMapGroups(
            (FlatMapGroupsFunction<String, SpanBean, PathTotals>)
                (traceId, group) -> {
                  TraceBuilder builder = new TraceBuilder().start(0, 1);
                  group.forEachRemaining(span -> add(builder, span));
                  PathTotals totals = new PathTotals(true);
                  totals.add(builder.build());
                  return List.of(totals).iterator();
                },
            Encoders.javaSerialization(PathTotals.class))
        .javaRDD()
        .mapPartitions(
            parts -> {
              PathTotals sum = new PathTotals(true);
              parts.forEachRemaining(sum::merge);
              return List.of(sum).iterator();
            })
        .reduce(PathTotals::merge);
  }

  private static void add(TraceBuilder builder, SpanBean span) {
    String parent = span.getParentSpanId();
    builder
        .add(
            Long.parseUnsignedLong(span.getSpanId(), 16),
            parent.isEmpty() ? 0 : Long.parseUnsignedLong(parent, 16),
            span.getStart(),
            span.getEnd())
        .by(span.getService(), span.getInstance())
        .on(span.getNode())
        .doing(span.getOperation(), SpanKind.valueOf(span.getKind()));
  }
}
