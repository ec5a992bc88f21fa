package io.distributeddebug.jobs.metrics;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;

import io.distributeddebug.jobs.lake.Metrics;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.statistics.MetricChange;
import io.distributeddebug.statistics.MetricSeries;
import io.distributeddebug.telemetry.MetricKind;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Series of all metrics in a window, one value a bucket: one Spark job with one shuffle. */
public final class MetricSeriesQuery {
  private static final long FINE_NANOS = 15_000_000_000L;
  private static final long COARSE_NANOS = 60_000_000_000L;
  private static final long LONGEST_FINE_NANOS = 7_200_000_000_000L;
  private static final String ATTRIBUTES = "attribute_set";
  private static final String BUCKET = "bucket";
  private static final String POINTS = "points";
  private static final String BETWEEN_PAIRS = "\u0002";
  private static final String IN_PAIR = "\u0001";

  /**
   * Reads the points whose time lies in the window.
   *
   * @param metrics rows of table {@code metrics}
   */
  public static List<MetricSeries> collect(Dataset<Row> metrics, Window window) {
    long bucketNanos = window.nanos() <= LONGEST_FINE_NANOS ? FINE_NANOS : COARSE_NANOS;
    List<MetricSeries> series = new ArrayList<>();
    for (Row row : bucketed(metrics, window, bucketNanos).collectAsList()) {
      series.add(series(row, bucketNanos));
    }
    series.sort(
        Comparator.comparing(MetricSeries::service)
            .thenComparing(MetricSeries::instance)
            .thenComparing(MetricSeries::node)
            .thenComparing(MetricSeries::metric)
            .thenComparing(one -> one.attributes().toString()));
    return series;
  }

  static Dataset<Row> bucketed(Dataset<Row> metrics, Window window, long bucketNanos) {
    Column time = Metrics.UNIX_NANOS_COLUMN.column();
    Column value = Metrics.VALUE.column();
    Column[] key = {
      Spans.SERVICE.column(),
      Spans.INSTANCE.column(),
      Spans.NODE.column(),
      Metrics.METRIC.column(),
      Metrics.UNIT.column(),
      Metrics.KIND.column(),
      col(ATTRIBUTES)
    };
    Column[] keyAndBucket = Arrays.copyOf(key, key.length + 1);
    keyAndBucket[key.length] =
        floor(time.divide(lit(bucketNanos))).multiply(lit(bucketNanos)).as(BUCKET);
    return metrics
        .where(time.geq(window.fromUnixNanos()).and(time.lt(window.toUnixNanos())))
        .withColumn(ATTRIBUTES, attributeSet())
        .repartition(key)
        .groupBy(keyAndBucket)
        .agg(
            percentile(value, lit(0.5)).as("median"),
            max(struct(time.as("at"), value.as("value"))).as("last"),
            sum(value).as("sum"),
            sum(Metrics.OBSERVATION_COUNT.column()).as("observations"))
        .groupBy(key)
        .agg(
            sort_array(
                    collect_list(
                        struct(
                            col(BUCKET),
                            col("median"),
                            col("last.value").as("last"),
                            col("sum"),
                            col("observations"))))
                .as(POINTS));
  }

  /** Pairs by name, so that equal sets are equal texts. */
  private static Column attributeSet() {
    Column pairs =
        transform(
            map_entries(Spans.ATTRIBUTES.column()),
            pair -> concat(pair.getField("key"), lit(IN_PAIR), pair.getField("value")));
    return array_join(array_sort(pairs), BETWEEN_PAIRS);
  }

  private static MetricSeries series(Row row, long bucketNanos) {
    MetricKind kind = kind(row.getAs(Metrics.KIND.name()));
    List<MetricSeries.Point> points = new ArrayList<>();
    double previous = Double.NaN;
    for (Row point : row.<Row>getList(row.fieldIndex(POINTS))) {
      double last = point.<Double>getAs("last");
      double value = value(kind, point, previous, bucketNanos);
      previous = last;
      if (!Double.isNaN(value)) {
        points.add(new MetricSeries.Point(point.<Long>getAs(BUCKET), value));
      }
    }
    return new MetricSeries(
        row.getAs(Spans.SERVICE.name()),
        row.getAs(Spans.INSTANCE.name()),
        row.getAs(Spans.NODE.name()),
        row.getAs(Metrics.METRIC.name()),
        attributes(row.getAs(ATTRIBUTES)),
        row.getAs(Metrics.UNIT.name()),
        points);
  }

  /** NaN where the bucket tells no value: a counter's first, or one that was reset. */
  private static double value(MetricKind kind, Row point, double previous, long bucketNanos) {
    double seconds = bucketNanos / 1e9;
    double sum = point.<Double>getAs("sum");
    long observations = point.<Long>getAs("observations");
    return switch (kind) {
      case GAUGE -> point.<Double>getAs("median");
      case CUMULATIVE_SUM -> {
        double growth = point.<Double>getAs("last") - previous;
        yield growth < 0 ? Double.NaN : growth / seconds;
      }
      case DELTA_SUM -> sum / seconds;
      case HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY ->
          observations == 0 ? Double.NaN : sum / observations;
    };
  }

  private static MetricKind kind(String name) {
    for (MetricKind kind : MetricKind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    return MetricKind.GAUGE;
  }

  private static SortedMap<String, String> attributes(String set) {
    SortedMap<String, String> attributes = new TreeMap<>();
    int from = 0;
    while (from < set.length()) {
      int to = set.indexOf(BETWEEN_PAIRS, from);
      String pair = set.substring(from, to < 0 ? set.length() : to);
      int middle = pair.indexOf(IN_PAIR);
      if (middle >= 0) {
        attributes.put(pair.substring(0, middle), pair.substring(middle + 1));
      }
      from = to < 0 ? set.length() : to + 1;
    }
    return attributes;
  }

  /** Rows of table {@code metric_changes}. */
  public static List<Row> rows(String investigationId, List<MetricChange> changes) {
    return changes.stream()
        .map(
            change ->
                RowFactory.create(
                    investigationId,
                    change.series().service(),
                    change.series().instance(),
                    change.series().node(),
                    change.series().metric(),
                    change.attributeSet(),
                    change.series().unit(),
                    known(change.historyMedian()),
                    known(change.incidentMedian()),
                    (long) change.historyPoints(),
                    (long) change.incidentPoints(),
                    change.robustZ()))
        .toList();
  }

  /** Null where there is no value: an empty cell of the table. */
  private static Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private MetricSeriesQuery() {}
}
