package io.distributeddebug.jobs.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.distributeddebug.jobs.TableRows;
import io.distributeddebug.jobs.lake.Dependencies;
import io.distributeddebug.jobs.lake.Latencies;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.jobs.lake.Traces;
import io.distributeddebug.jobs.topology.DependencyRows;
import io.distributeddebug.latency.CallKey;
import io.distributeddebug.latency.RequestTimeline;
import io.distributeddebug.latency.Slices;
import io.distributeddebug.latency.TrafficComparison;
import io.distributeddebug.telemetry.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TrafficQueryTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Window BASELINE = new Window(0, 60 * SECOND);
  private static final Window INCIDENT = new Window(60 * SECOND, 120 * SECOND);

  private final TableRows hub = TableRows.of(TraceSpans.TABLE);

  private void trace(String id, long at, long callNanos) {
    span(id, 0, at, at, "gateway", "/checkout", "SERVER", 100 + callNanos, "", "");
    span(id, 1, at, at + 10, "gateway", "call", "CLIENT", callNanos, "payment", "service");
    span(id, 2, at, at + 20, "payment", "/charge", "SERVER", callNanos - 30, "", "");
  }

  private void span(
      String id,
      long depth,
      long traceStart,
      long start,
      String service,
      String operation,
      String kind,
      long nanos,
      String peer,
      String peerKind) {
    Map<String, Object> cells = new HashMap<>();
    cells.put("trace_id", id);
    cells.put("depth", depth);
    cells.put("tree_position", depth);
    cells.put("trace_start_unix_nanos", traceStart);
    cells.put("start_unix_nanos", start);
    cells.put("service", service);
    cells.put("operation", operation);
    cells.put("kind", kind);
    cells.put("duration_nanos", nanos);
    cells.put("peer_service", peer);
    cells.put("peer_kind", peerKind);
    hub.row(cells);
  }

  private TrafficComparison comparison() {
    trace("a", SECOND, 1000);
    trace("b", 2 * SECOND, 1000);
    trace("c", 61 * SECOND, 5000);
    Slices slices = Slices.of(List.of(BASELINE), INCIDENT);
    return TrafficComparison.of(TrafficQuery.collect(hub.dataset(), slices));
  }

  @Test
  void addsUpEachWindowsTraces() {
    TrafficComparison comparison = comparison();
    CallKey edge = new CallKey("gateway", "/checkout", "payment", "/charge", "service");
    assertThat(comparison.baseline().calls().get(edge).calls()).isEqualTo(2);
    assertThat(comparison.incident().calls().get(edge).durations().sum()).isEqualTo(5000);
    assertThat(comparison.incident().calls().get(edge).gaps().sum()).isEqualTo(30);
    assertThat(comparison.baseline().spans()).isEqualTo(6);
  }

  @Test
  void writesLatencyRowsWhosePartsAddUpToTheDifferenceShown() {
    List<Row> rows = LatencyRows.of("q", comparison());
    assertThat(rows).allMatch(row -> row.length() == Latencies.TABLE.fields().size());
    int difference = Latencies.TABLE.schema().fieldIndex("difference_nanos");
    long parts = 0;
    long total = 0;
    for (Row row : rows) {
      if (row.getString(1).equals("gateway")) {
        if (row.getString(3).equals("total")) {
          total = row.getLong(difference);
        } else {
          parts += row.getLong(difference);
        }
      }
    }
    assertThat(total).isEqualTo(4000);
    assertThat(parts).isEqualTo(total);
  }

  @Test
  void writesDependencyRows() {
    List<Row> rows = DependencyRows.of("q", comparison());
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).length()).isEqualTo(Dependencies.TABLE.fields().size());
    assertThat(rows.get(0).getLong(6)).isEqualTo(2);
    assertThat(rows.get(0).getLong(7)).isEqualTo(1);
  }

  @Test
  void countsRequestsFromOutsideByMinute() {
    TableRows traces = TableRows.of(Traces.TABLE);
    for (long second : new long[] {1, 2, 61}) {
      traces.row(
          Map.of(
              "trace_id",
              "t" + second,
              "start_unix_nanos",
              second * SECOND,
              "duration_nanos",
              10L * second,
              "root_service",
              "gateway",
              "root_operation",
              "/checkout",
              "is_error",
              second == 61,
              "span_count",
              3L,
              "completeness_ratio",
              1.0));
    }
    RequestTimeline timeline =
        RequestTimelineQuery.collect(traces.dataset(), new Window(0, 120 * SECOND));
    assertThat(timeline.traces()).isEqualTo(3);
    assertThat(timeline.spans()).isEqualTo(9);
    assertThat(timeline.completeTraces()).isEqualTo(3);
    assertThat(timeline.points())
        .extracting(RequestTimeline.Point::fromUnixNanos, RequestTimeline.Point::requests)
        .containsExactly(tuple(0L, 2L), tuple(60 * SECOND, 1L));
    assertThat(timeline.points().get(1).errors()).isEqualTo(1);
  }
}
