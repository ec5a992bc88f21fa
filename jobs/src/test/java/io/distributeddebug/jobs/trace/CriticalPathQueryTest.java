package io.distributeddebug.jobs.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.jobs.SparkTest;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.trace.EndpointPaths;
import io.distributeddebug.trace.EntryChoice;
import io.distributeddebug.trace.PathSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CriticalPathQueryTest {
  @TempDir Path folder;

  @Test
  void thePathsAreThoseThatTheHubWasMadeWith() {
    Lake lake =
        Lake.openOrCreate(
            SparkTest.spark(), folder.resolve("lake").toString(), Lake.Writers.SEVERAL);
    SpanFixtures.ingest(lake, 1, 2, SpanFixtures.traces(80, 5));
    Reconstruct.bringUpToDate(lake, Progress.silent());
    LakeSnapshot snapshot = lake.pin();

    Map<String, Long> ofSegments = new TreeMap<>();
    List<PathRow> rows = new ArrayList<>();
    CriticalPathQuery query =
        new CriticalPathQuery(
            TraceSet.of(snapshot), EntryChoice.ROOT, CriticalPathQuery.Order.TIME);
    query.rows(Optional.empty(), CriticalPathQuery.Until.ANSWERED).forEachRemaining(rows::add);
    assertThat(rows).hasSize(80).allMatch(row -> row.reason().isEmpty());
    for (PathRow row : rows) {
      row.segments()
          .forEach(
              segment ->
                  ofSegments.merge(
                      row.traceId() + segment.spanId(), segment.durationNanos(), Long::sum));
    }
    Map<String, Long> ofHub = new TreeMap<>();
    for (Row row :
        snapshot
            .read(TraceSpans.TABLE)
            .select(
                Spans.TRACE_ID.column(),
                Spans.SPAN_ID.column(),
                TraceSpans.CRITICAL_PATH_NANOS.column())
            .where("critical_path_nanos > 0")
            .collectAsList()) {
      ofHub.merge(row.getString(0) + row.getString(1), row.getLong(2), Long::sum);
    }
    assertThat(ofSegments).isEqualTo(ofHub);

    PathRow any = rows.get(17);
    Iterator<PathRow> one =
        query.rows(Optional.of(any.traceId()), CriticalPathQuery.Until.ANSWERED);
    assertThat(one.next()).isEqualTo(any);
    assertThat(one).isExhausted();

    PathSummary summary = query.summary();
    assertThat(
            summary.endpoints().values().stream()
                .flatMap(paths -> paths.operations().stream())
                .mapToLong(EndpointPaths.OperationShare::nanos)
                .sum())
        .isEqualTo(ofHub.values().stream().mapToLong(Long::longValue).sum());
    assertThat(
            new CriticalPathQuery(
                    TraceSet.of(snapshot), EntryChoice.ROOT, CriticalPathQuery.Order.MINED)
                .orders()
                .observed())
        .as("random calls come in any order")
        .allMatch(pair -> pair.before() + pair.after() + pair.overlapping() > 0);
  }
}
