package io.distributeddebug.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.jobs.TableRows;
import io.distributeddebug.jobs.lake.Metrics;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.telemetry.Window;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A slice is 10 columns, a column a second. */
class LoadQueryTest {
  private static final long SECOND = 1_000_000_000L;

  private final TableRows spans = TableRows.of(TraceSpans.TABLE);
  private final TableRows metrics = TableRows.of(Metrics.TABLE);

  /**
   *
   *
   * <pre>
   * slices   |0         |1         |
   * request   ====
   * request          ======              (runs on in slice 1)
   * call       ==                        (a client span: no request)
   * </pre>
   */
  @Test
  void aRequestArrivesOnceAndCountsInEachSliceForAsLongAsItRuns() {
    span("SERVER", "web-0", 0, 4, false);
    span("SERVER", "web-0", 7, 13, true);
    span("CLIENT", "web-0", 1, 3, false);
    assertThat(load())
        .isEqualTo(
            """
            web-0 slice 0: 2 arrivals, 1 errors, 7 s, measured null, null of null
            web-0 slice 1: 0 arrivals, 0 errors, 3 s, measured null, null of null
            """);
  }

  @Test
  void whatRunsAcrossTheWindowsEdgesCountsInside() {
    span("CONSUMER", "web-0", -5, 25, false);
    assertThat(load())
        .isEqualTo(
            """
            web-0 slice 0: 0 arrivals, 0 errors, 10 s, measured null, null of null
            web-0 slice 1: 0 arrivals, 0 errors, 10 s, measured null, null of null
            """);
  }

  @Test
  void metricsOfTheInstanceStandBesideItsRequests() {
    span("SERVER", "web-0", 0, 5, false);
    gauge("http.server.active_requests", "web-0", 2, 1.0);
    gauge("http.server.active_requests", "web-0", 8, 0.0);
    gauge("process.cpu.utilization", "web-0", 3, 0.9);
    gauge("jvm.memory.utilization", "web-0", 3, 0.4);
    gauge("process.cpu.utilization", "web-1", 12, 0.2);
    gauge("process.memory.usage", "web-1", 12, 5e8);
    assertThat(load())
        .isEqualTo(
            """
            web-0 slice 0: 1 arrivals, 0 errors, 5 s, measured 0.5, 0.9 of process.cpu.utilization
            web-1 slice 1: 0 arrivals, 0 errors, 0 s, measured null, 0.2 of process.cpu.utilization
            """);
  }

  private void span(String kind, String instance, int from, int to, boolean failed) {
    spans.row(
        Map.of(
            "kind",
            kind,
            "service",
            "web",
            "instance",
            instance,
            "start_unix_nanos",
            from * SECOND,
            "end_unix_nanos",
            to * SECOND,
            "is_error",
            failed));
  }

  private void gauge(String metric, String instance, int at, double value) {
    metrics.row(
        Map.of(
            "metric",
            metric,
            "kind",
            "GAUGE",
            "service",
            "web",
            "instance",
            instance,
            "unix_nanos",
            at * SECOND,
            "value",
            value));
  }

  private String load() {
    StringBuilder lines = new StringBuilder();
    LoadQuery.of(spans.dataset(), metrics.dataset(), new Window(0, 20 * SECOND), 10 * SECOND)
        .orderBy("service", "instance", "slice")
        .collectAsList()
        .forEach(
            row ->
                lines
                    .append(row.<String>getAs("instance"))
                    .append(" slice ")
                    .append(row.<Long>getAs("slice"))
                    .append(": ")
                    .append(row.<Long>getAs("arrivals"))
                    .append(" arrivals, ")
                    .append(row.<Long>getAs("errors"))
                    .append(" errors, ")
                    .append(row.<Long>getAs("busy_nanos") / SECOND)
                    .append(" s, measured ")
                    .append(row.<Double>getAs("measured_in_flight"))
                    .append(", ")
                    .append(row.<Double>getAs("utilization_ratio"))
                    .append(" of ")
                    .append(row.<String>getAs("utilization_metric"))
                    .append('\n'));
    return lines.toString();
  }
}
