package io.distributeddebug.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.jobs.TableRows;
import io.distributeddebug.jobs.lake.MetricChanges;
import io.distributeddebug.jobs.lake.Metrics;
import io.distributeddebug.statistics.MetricChange;
import io.distributeddebug.statistics.MetricSeries;
import io.distributeddebug.statistics.MetricSeries.Point;
import io.distributeddebug.telemetry.Window;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricSeriesQueryTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Window WINDOW = new Window(0, 60 * SECOND);
  private final TableRows metrics = TableRows.of(Metrics.TABLE);

  private void point(
      String metric, String kind, long second, double value, long count, Map<String, String> of) {
    metrics.row(
        Map.of(
            "unix_nanos", second * SECOND,
            "service", "payment",
            "instance", "payment-1",
            "metric", metric,
            "kind", kind,
            "value", value,
            "observation_count", count,
            "attributes", of));
  }

  @Test
  void makesOneSeriesForEachSetOfAttributesAndOneValueForEachBucket() {
    point("used", "GAUGE", 0, 1, 0, Map.of("pool", "a", "state", "used"));
    point("used", "GAUGE", 5, 3, 0, Map.of("state", "used", "pool", "a"));
    point("used", "GAUGE", 20, 9, 0, Map.of("pool", "a", "state", "used"));
    point("used", "GAUGE", 20, 7, 0, Map.of("pool", "b", "state", "used"));
    point("calls", "CUMULATIVE_SUM", 0, 100, 0, Map.of());
    point("calls", "CUMULATIVE_SUM", 15, 130, 0, Map.of());
    point("calls", "CUMULATIVE_SUM", 30, 10, 0, Map.of());
    point("took", "HISTOGRAM", 0, 6, 3, Map.of());
    point("late", "GAUGE", 90, 6, 3, Map.of());
    List<MetricSeries> series = MetricSeriesQuery.collect(metrics.dataset(), WINDOW);
    assertThat(series)
        .extracting(MetricSeries::metric)
        .containsExactly("calls", "took", "used", "used");
    assertThat(series.get(0).points()).containsExactly(new Point(15 * SECOND, 2));
    assertThat(series.get(1).points()).containsExactly(new Point(0, 2));
    assertThat(series.get(2).attributes()).isEqualTo(Map.of("pool", "a", "state", "used"));
    assertThat(series.get(2).points()).containsExactly(new Point(0, 2), new Point(15 * SECOND, 9));
    List<MetricChange> changes =
        MetricChange.of(series, new Window(0, 15 * SECOND), new Window(15 * SECOND, 60 * SECOND));
    assertThat(MetricSeriesQuery.rows("q", changes))
        .hasSize(4)
        .allMatch(row -> row.length() == MetricChanges.TABLE.fields().size());
  }
}
