package io.distributeddebug.jobs.topology;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;

import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.trace.SpanInput;
import io.distributeddebug.telemetry.Peer;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.SpanLink;
import io.distributeddebug.telemetry.StatusCode;
import io.distributeddebug.telemetry.Timeouts;
import io.distributeddebug.topology.DependencyTallies;
import io.distributeddebug.topology.DependencyTally;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Messages whose receiver links to the sender's span in another trace, however long ago that was:
 * how long they waited and, where the receiver does not name the topic, the call itself.
 */
final class LinkedMessages {
  private LinkedMessages() {}

  /** A receiving span, and the sending span that it links to. */
  private record Message(
      String traceId,
      String service,
      String operation,
      String instance,
      String ownTopic,
      boolean isRoot,
      long startUnixNanos,
      long durationNanos,
      boolean isError,
      String statusMessage,
      String sentTopic,
      long sentEndUnixNanos)
      implements Serializable {

    void addTo(DependencyTallies tallies, Detail detail) {
      String topic = ownTopic.isEmpty() ? sentTopic : ownTopic;
      if (topic.isEmpty()) {
        return;
      }
      DependencyTally tally =
          tallies.of(
              TraceDependencies.received(topic, service, operation, instance, detail),
              startUnixNanos);
      if (ownTopic.isEmpty() && isRoot) { // its own trace does not tell the call
        tally.add(
            traceId,
            startUnixNanos,
            durationNanos,
            isError,
            isError && Timeouts.isTold(statusMessage));
      }
      tally.addWait(Math.max(0, startUnixNanos - sentEndUnixNanos));
    }
  }

  static DependencyTallies of(List<Span> spans, Detail detail, long bucketNanos) {
    Map<String, Span> senders = new HashMap<>();
    for (Span span : spans) {
      if (span.kind() == SpanKind.PRODUCER) {
        senders.putIfAbsent(span.traceId() + span.spanId(), span);
      }
    }
    DependencyTallies tallies = DependencyTallies.byBucket(bucketNanos);
    for (Span span : spans) {
      if (span.kind() == SpanKind.CONSUMER) {
        for (SpanLink link : span.links()) {
          Span sender = senders.get(link.traceId() + link.spanId());
          if (sender != null && !link.traceId().equals(span.traceId())) {
            message(span, sender).addTo(tallies, detail);
          }
        }
      }
    }
    return tallies;
  }

  private static Message message(Span receiver, Span sender) {
    return new Message(
        receiver.traceId(),
        receiver.resource().service(),
        receiver.name(),
        receiver.resource().instance(),
        Peer.of(receiver).name(),
        receiver.parentSpanId().isEmpty(),
        receiver.startUnixNanos(),
        receiver.durationNanos(),
        receiver.status() == StatusCode.ERROR,
        receiver.statusMessage(),
        Peer.of(sender).name(),
        sender.endUnixNanos());
  }

  static DependencyTallies collect(Dataset<Row> spans, Detail detail, long bucketNanos) {
    Dataset<Row> receivers =
        spans
            .where(Spans.KIND.column().equalTo(SpanKind.CONSUMER.name()))
            .where(size(Spans.LINKS.column()).gt(0))
            .select(
                explode(Spans.LINKS.column()).as("link"),
                Spans.TRACE_ID.column().as("receiver_trace_id"),
                Spans.SERVICE.column(),
                Spans.OPERATION.column(),
                Spans.INSTANCE.column(),
                coalesce(SpanInput.queue(), lit("")).as("topic"),
                Spans.PARENT_SPAN_ID.column().equalTo("").as("is_root"),
                Spans.START_UNIX_NANOS.column(),
                Spans.DURATION_NANOS.column(),
                Spans.STATUS.column().equalTo(StatusCode.ERROR.name()).as("is_error"),
                Spans.STATUS_MESSAGE.column());
    Dataset<Row> senders =
        spans
            .where(Spans.KIND.column().equalTo(SpanKind.PRODUCER.name()))
            .select(
                Spans.TRACE_ID.column(),
                Spans.SPAN_ID.column(),
                coalesce(SpanInput.queue(), lit("")).as("sent_topic"),
                Spans.END_UNIX_NANOS.column().as("sent_end"))
            .dropDuplicates("trace_id", "span_id");
    return receivers
        .join(
            senders,
            col("link.trace_id")
                .equalTo(senders.col("trace_id"))
                .and(col("link.span_id").equalTo(senders.col("span_id")))
                .and(col("link.trace_id").notEqual(col("receiver_trace_id"))))
        .select(
            "receiver_trace_id",
            "service",
            "operation",
            "instance",
            "topic",
            "is_root",
            "start_unix_nanos",
            "duration_nanos",
            "is_error",
            "status_message",
            "sent_topic",
            "sent_end")
        .javaRDD()
        .mapPartitions(new Count(detail, bucketNanos))
        .treeAggregate(
            DependencyTallies.byBucket(bucketNanos),
            DependencyTallies::merge,
            DependencyTallies::merge,
            2);
  }

  /** The messages of one partition. */
  static final class Count implements FlatMapFunction<Iterator<Row>, DependencyTallies> {
    private static final long serialVersionUID = 1L;

    private final Detail detail;
    private final long bucketNanos;

    Count(Detail detail, long bucketNanos) {
      this.detail = detail;
      this.bucketNanos = bucketNanos;
    }

    @Override
    public Iterator<DependencyTallies> call(Iterator<Row> rows) {
      DependencyTallies tallies = DependencyTallies.byBucket(bucketNanos);
      while (rows.hasNext()) {
        message(rows.next()).addTo(tallies, detail);
      }
      return List.of(tallies).iterator();
    }

    private static Message message(Row row) {
      return new Message(
          row.getString(0),
          row.getString(1),
          row.getString(2),
          row.getString(3),
          row.getString(4),
          row.getBoolean(5),
          row.getLong(6),
          Math.max(0, row.getLong(7)),
          row.getBoolean(8),
          row.getString(9),
          row.getString(10),
          row.getLong(11));
    }
  }
}
