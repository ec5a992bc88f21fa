package io.distributeddebug.jobs.topology;

import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.trace.TraceSet;
import io.distributeddebug.operation.OperationName;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.topology.DependencyTallies;
import io.distributeddebug.trace.Trace;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Who depends on whom: one pass over the hub, no shuffle; and the messages that link traces. */
public final class DependencyQuery {
  private DependencyQuery() {}

  public static DependencyTallies collect(LakeSnapshot lake, Detail detail) {
    return collect(lake, detail, 0);
  }

  /** By buckets of so many nanoseconds; 0: over all time. */
  public static DependencyTallies collect(LakeSnapshot lake, Detail detail, long bucketNanos) {
    return TraceSet.of(lake)
        .fold(new Count(detail, bucketNanos))
        .merge(LinkedMessages.collect(lake.read(Spans.TABLE), detail, bucketNanos));
  }

  /**
   * The same where the hub is not there: with a shuffle.
   *
   * @param spans rows of table {@code spans}
   */
  public static DependencyTallies collect(Dataset<Row> spans, Detail detail) {
    return TraceSet.of(spans)
        .fold(new Count(detail, 0))
        .merge(LinkedMessages.collect(spans, detail, 0));
  }

  /** The same of spans in memory. */
  public static DependencyTallies of(List<Span> spans, Detail detail) {
    return of(spans, detail, 0);
  }

  /** By buckets of so many nanoseconds; 0: over all time. */
  public static DependencyTallies of(List<Span> spans, Detail detail, long bucketNanos) {
    List<Span> grouped = OperationName.grouped(spans);
    return TraceSet.of(grouped)
        .fold(new Count(detail, bucketNanos))
        .merge(LinkedMessages.of(grouped, detail, bucketNanos));
  }

  private record Count(Detail detail, long bucketNanos)
      implements TraceSet.Fold<DependencyTallies> {
    @Override
    public DependencyTallies zero() {
      return DependencyTallies.byBucket(bucketNanos);
    }

    @Override
    public void add(DependencyTallies sum, Trace trace) {
      TraceDependencies.add(trace, detail, sum);
    }

    @Override
    public DependencyTallies merge(DependencyTallies one, DependencyTallies other) {
      return one.merge(other);
    }
  }
}
