package io.distributeddebug.jobs.topology;

import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.jobs.trace.ArchiveTraces;
import io.distributeddebug.jobs.trace.HubTraces;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.topology.DependencyTallies;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

/** Who depends on whom: one pass over the hub, no shuffle; and the messages that link traces. */
public final class DependencyQuery {
  private DependencyQuery() {}

  public static DependencyTallies collect(LakeSnapshot lake, Detail detail) {
    DependencyTallies ofTraces =
        HubTraces.needed(lake.readUnsplit(TraceSpans.TABLE))
            .javaRDD()
            .mapPartitions(new Count(detail))
            .treeAggregate(
                new DependencyTallies(), DependencyTallies::merge, DependencyTallies::merge, 2);
    return ofTraces.merge(LinkedMessages.collect(lake.read(Spans.TABLE), detail));
  }

  /** The same of spans in memory. */
  public static DependencyTallies of(List<Span> spans, Detail detail) {
    TraceDependencies dependencies = new TraceDependencies(detail);
    ArchiveTraces.of(spans).forEachRemaining(dependencies::add);
    return dependencies.tallies().merge(LinkedMessages.of(spans, detail));
  }

  /** The dependencies of one partition's traces. */
  static final class Count implements FlatMapFunction<Iterator<Row>, DependencyTallies> {
    private static final long serialVersionUID = 1L;

    private final Detail detail;

    Count(Detail detail) {
      this.detail = detail;
    }

    @Override
    public Iterator<DependencyTallies> call(Iterator<Row> rows) {
      TraceDependencies dependencies = new TraceDependencies(detail);
      new HubTraces(rows).forEachRemaining(dependencies::add);
      return List.of(dependencies.tallies()).iterator();
    }
  }
}
