package io.distributeddebug.jobs.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.Metrics;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Rankings that anybody could make in a few lines, to be shown beside the product's: services by
 * the growth of one figure from the baseline to the incident window.
 */
final class SimpleBaselines {
  static final String VOTE = "vote of these";

  private static final Map<String, String> QUERIES = queries();

  private static final long HISTORY_NANOS = 1_800_000_000_000L;

  private final SparkSession spark;

  /** Keeps the needed columns of the snapshot in memory. */
  SimpleBaselines(SparkSession spark, LakeSnapshot snapshot) {
    this.spark = spark;
    snapshot
        .read(TraceSpans.TABLE)
        .selectExpr(
            "service",
            "trace_id",
            "span_id",
            "parent_span_id",
            "parent_service",
            "start_unix_nanos AS at",
            "duration_nanos",
            "self_nanos")
        .cache()
        .createOrReplaceTempView("plain_spans");
    snapshot
        .read(Logs.TABLE)
        .where("severity_number >= 17")
        .selectExpr("service", "unix_nanos AS at")
        .cache()
        .createOrReplaceTempView("plain_errors");
    snapshot
        .read(Metrics.TABLE)
        .selectExpr("service", "instance", "metric", "unix_nanos AS at", "value")
        .cache()
        .createOrReplaceTempView("plain_metrics");
  }

  /** Services by each baseline, the most suspicious first; those without growth are left out. */
  Map<String, List<String>> rank(Window incident, Window before, Optional<Window> named) {
    long nanos = before.nanos() + named.map(Window::nanos).orElse(0L);
    Window history = new Window(before.toUnixNanos() - HISTORY_NANOS, before.toUnixNanos());
    for (String signal : List.of("spans", "errors", "metrics")) {
      spark
          .table("plain_" + signal)
          .withColumn("now", in(incident))
          .withColumn("usually", named.map(SimpleBaselines::in).orElse(lit(false)).or(in(before)))
          .withColumn("recently", in(history))
          .withColumn("now_nanos", lit(incident.nanos()))
          .withColumn("usual_nanos", lit(nanos))
          .createOrReplaceTempView(signal + "_compared");
    }
    Map<String, List<String>> rankings = new LinkedHashMap<>();
    Map<String, Double> votes = new HashMap<>();
    QUERIES.forEach(
        (name, query) -> {
          List<String> ranked =
              spark.sql(query).collectAsList().stream().map((Row row) -> row.getString(0)).toList();
          rankings.put(name, ranked);
          for (int i = 0; i < ranked.size(); i++) {
            votes.merge(ranked.get(i), 1.0 / (i + 1), Double::sum);
          }
        });
    List<String> elected = new ArrayList<>(votes.keySet());
    elected.sort(
        Comparator.comparingDouble((String service) -> -votes.get(service))
            .thenComparing(Comparator.naturalOrder()));
    rankings.put(VOTE, elected);
    return rankings;
  }

  private static Column in(Window window) {
    return col("at").geq(window.fromUnixNanos()).and(col("at").lt(window.toUnixNanos()));
  }

  private static Map<String, String> queries() {
    Map<String, String> queries = new LinkedHashMap<>();
    queries.put(
        "largest robust metric z",
        """
        WITH history AS (
          SELECT service, instance, metric, median(value) AS usual FROM metrics_compared
          WHERE recently GROUP BY ALL),
        spread AS (
          SELECT service, instance, metric, usual, median(abs(value - usual)) AS mad
          FROM metrics_compared JOIN history USING (service, instance, metric)
          WHERE recently GROUP BY ALL),
        risen AS (
          SELECT service, (median(value) - usual) / (1.4826 * mad) AS growth
          FROM metrics_compared JOIN spread USING (service, instance, metric)
          WHERE now AND mad > 0
          GROUP BY service, instance, metric, usual, mad)
        SELECT service, max(growth) AS growth FROM risen
        GROUP BY service HAVING growth > 0 ORDER BY growth DESC, service
        """);
    queries.put(
        "growth of mean self time",
        """
        SELECT service,
          avg(self_nanos) FILTER (WHERE now)
          / avg(self_nanos) FILTER (WHERE usually) AS growth
        FROM spans_compared GROUP BY service HAVING growth > 1 ORDER BY growth DESC, service
        """);
    queries.put(
        "growth of error log lines",
        """
        SELECT service,
          count(*) FILTER (WHERE now)
          / max(now_nanos)
          - count(*) FILTER (WHERE usually)
          / max(usual_nanos) AS growth
        FROM errors_compared GROUP BY service HAVING growth > 0 ORDER BY growth DESC, service
        """);
    queries.put(
        "growth of mean gap",
        """
        WITH gaps AS (
          SELECT called.service, caller.now, caller.usually, caller.duration_nanos - called.duration_nanos AS gap
          FROM spans_compared called JOIN spans_compared caller
            ON called.trace_id = caller.trace_id AND called.parent_span_id = caller.span_id
          WHERE called.service <> caller.service)
        SELECT service,
          avg(gap) FILTER (WHERE now)
          - avg(gap) FILTER (WHERE usually) AS growth
        FROM gaps GROUP BY service HAVING growth > 0 ORDER BY growth DESC, service
        """);
    return queries;
  }
}
