package io.distributeddebug.jobs.cause;

import io.distributeddebug.cause.ResourceMetric;
import io.distributeddebug.cause.ResourceSeries;
import io.distributeddebug.jobs.lake.Metrics;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Window;
import java.sql.Date;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Brings the resource metrics of a time to the driver: a few points a minute and instance. */
final class ResourcesPass {
  private ResourcesPass() {}

  static List<ResourceSeries> read(Dataset<Row> metrics, Window window) {
    Map<Series, NavigableMap<Long, Double>> used = new TreeMap<>();
    Map<Series, NavigableMap<Long, Double>> limits = new TreeMap<>();
    for (Row row : select(metrics, window)) {
      ResourceMetric.of(row.getString(3), row.getString(4), attributes(row.getJavaMap(6)))
          .ifPresent(metric -> take(row, metric, used, limits));
    }
    List<ResourceSeries> all = new ArrayList<>();
    used.forEach(
        (series, values) -> {
          List<ResourceSeries.Point> points = new ArrayList<>();
          Optional<NavigableMap<Long, Double>> limit = Optional.ofNullable(limits.get(series));
          if (series.resource().startsWith("pool:") && limit.isEmpty()) {
            return;
          }
          values.forEach(
              (time, value) -> {
                double share =
                    limit
                        .map(known -> Optional.ofNullable(known.floorEntry(time)))
                        .map(at -> at.map(one -> 100 * value / one.getValue()).orElse(Double.NaN))
                        .orElse(value);
                points.add(new ResourceSeries.Point(time, share));
              });
          all.add(
              new ResourceSeries(
                  series.service(), series.instance(), series.metric(), series.resource(), points));
        });
    return all;
  }

  private record Series(String service, String instance, String resource, String metric)
      implements Comparable<Series> {
    private static final Comparator<Series> IN_ORDER =
        Comparator.comparing(Series::service)
            .thenComparing(Series::instance)
            .thenComparing(Series::resource)
            .thenComparing(Series::metric);

    @Override
    public int compareTo(Series other) {
      return IN_ORDER.compare(this, other);
    }
  }

  private static List<Row> select(Dataset<Row> metrics, Window window) {
    return metrics
        .filter(
            Metrics.DATE.column().between(day(window.fromUnixNanos()), day(window.toUnixNanos())))
        .filter(
            Metrics.UNIX_NANOS_COLUMN
                .column()
                .geq(window.fromUnixNanos())
                .and(Metrics.UNIX_NANOS_COLUMN.column().lt(window.toUnixNanos())))
        .filter(
            Metrics.METRIC
                .column()
                .rlike("(?i)cpu|memory|disk|^db\\.client\\.connections?\\.(count|usage|max)$"))
        .select(
            Metrics.UNIX_NANOS_COLUMN.column(),
            Spans.SERVICE.column(),
            Spans.INSTANCE.column(),
            Metrics.METRIC.column(),
            Metrics.UNIT.column(),
            Metrics.VALUE.column(),
            Spans.ATTRIBUTES.column())
        .collectAsList();
  }

  private static void take(
      Row row,
      ResourceMetric metric,
      Map<Series, NavigableMap<Long, Double>> used,
      Map<Series, NavigableMap<Long, Double>> limits) {
    long time = row.getLong(0);
    double value = row.getDouble(5);
    String service = row.getString(1);
    String instance = row.getString(2);
    if (metric instanceof ResourceMetric.Share share) {
      Series series = new Series(service, instance, share.resource(), row.getString(3));
      used.computeIfAbsent(series, s -> new TreeMap<>())
          .merge(time, value * share.toPercent(), Math::max);
    } else if (metric instanceof ResourceMetric.PoolUse use) {
      used.computeIfAbsent(pool(service, instance, use.pool()), s -> new TreeMap<>())
          .merge(time, value, Math::max);
    } else if (metric instanceof ResourceMetric.PoolLimit limit) {
      limits
          .computeIfAbsent(pool(service, instance, limit.pool()), s -> new TreeMap<>())
          .merge(time, value, Math::max);
    }
  }

  private static Series pool(String service, String instance, String pool) {
    return new Series(service, instance, "pool:" + pool, "db.client.connection.count");
  }

  private static Attributes attributes(Map<String, String> text) {
    return text == null ? Attributes.EMPTY : Attributes.of(text);
  }

  private static Date day(long unixNanos) {
    return Date.valueOf(LocalDate.ofInstant(Window.instant(unixNanos), ZoneOffset.UTC));
  }
}
