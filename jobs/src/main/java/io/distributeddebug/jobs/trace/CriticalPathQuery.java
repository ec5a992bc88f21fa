package io.distributeddebug.jobs.trace;

import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.trace.EntryChoice;
import io.distributeddebug.trace.Trace;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The critical paths of the hub's traces: one pass over it, no shuffle. */
public final class CriticalPathQuery {
  private CriticalPathQuery() {}

  /**
   * A row for each trace that has the entry.
   *
   * @param traceId 32 digits; empty: all traces
   */
  public static Iterator<PathRow> rows(
      LakeSnapshot lake, EntryChoice entry, Optional<String> traceId) {
    Dataset<Row> hub = lake.readUnsplit(TraceSpans.TABLE);
    Dataset<Row> asked =
        traceId
            .map(
                id ->
                    hub.where(TraceSpans.TRACE_KEY.column().equalTo(TraceKey.of(id)))
                        .where(Spans.TRACE_ID.column().equalTo(id)))
            .orElse(hub);
    return HubTraces.needed(asked).javaRDD().mapPartitions(new Paths(entry)).toLocalIterator();
  }

  /** The rows of one partition's traces. */
  static final class Paths implements FlatMapFunction<Iterator<Row>, PathRow> {
    private static final long serialVersionUID = 1L;

    private final EntryChoice entry;

    Paths(EntryChoice entry) {
      this.entry = entry;
    }

    @Override
    public Iterator<PathRow> call(Iterator<Row> rows) {
      return of(new HubTraces(rows), entry);
    }
  }

  /** A row for each of these traces that has the entry. */
  public static Iterator<PathRow> of(Iterator<Trace> traces, EntryChoice entry) {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(traces, Spliterator.ORDERED), false)
        .flatMap(trace -> PathRow.of(trace, entry).stream())
        .iterator();
  }
}
