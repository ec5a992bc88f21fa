package io.distributeddebug.jobs.coverage;

import io.distributeddebug.coverage.ScoreRule;
import io.distributeddebug.coverage.ServiceScore;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.Metrics;
import io.distributeddebug.jobs.lake.Resources;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.TraceSpans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What is there of each service, minute by minute, and by the rules of the score. */
public final class CoverageQuery {
  private static final String MINUTES =
      """
      with seen as (
        select service, start_unix_nanos as at, 1 as spans,
          bigint(round(1000 * sampling_weight)) as weight, 0 as logs, 0 as points, 0 as lost,
          int(sampling_weight > 1) as sampled,
          int(flags like '%orphan%') as orphans,
          if(flags like '%orphan%', parent_service, '') as orphan_of,
          int(flags like '%impossible_order%' or flags like '%negative_duration%') as clock_trouble
        from coverage_hub
        union all
        select peer_service, start_unix_nanos, 0, 0, 0, 0, 1, 0, 0, '', 0 from coverage_hub
        where kind = 'CLIENT' and not is_error and peer_kind <> 'service'
          and peer_service in (select service from coverage_hub)
        union all
        select service, unix_nanos, 0, 0, 1, 0, 0, 0, 0, '', 0 from coverage_logs
        union all
        select service, unix_nanos, 0, 0, 0, 1, 0, 0, 0, '', 0 from coverage_metrics
      ), by_edge as (
        select service, at div 60000000000 as minute, orphan_of, sum(spans) as spans,
          sum(weight) as weight, sum(logs) as logs, sum(points) as points, sum(lost) as lost,
          sum(sampled) as sampled, sum(orphans) as orphans, sum(clock_trouble) as clock_trouble
        from seen group by service, at div 60000000000, orphan_of
      )
      select service, minute * 60000000000 as minute_unix_nanos, sum(spans), sum(weight) / 1000,
        sum(logs), sum(points), sum(orphans), sum(lost), sum(sampled), sum(clock_trouble),
        array_join(array_sort(collect_list(
          if(orphans > 0, concat(orphan_of, '>', service, ' ', orphans), null))), ', ')
      from by_edge group by service, minute order by service, minute
      """;

  private static final String RULES =
      """
      with per_trace as (
        select service, trace_id, count_if(kind = 'INTERNAL') as internals,
          count_if(kind = 'INTERNAL' and duration_nanos < 5000000) as short
        from coverage_hub group by service, trace_id
      ), described as (
        select r.service, r.resource_id, first(r.attributes) as attributes, min(s.trace_id) as trace
        from coverage_resources r join coverage_spans s on s.resource_id = r.resource_id
        group by r.service, r.resource_id
      )
      select service, 'SPA-001', count(*), count_if(internals > 10),
        coalesce(min(if(internals > 10, trace_id, null)), '') from per_trace group by service
      union all
      select service, 'SPA-005', count(*), count_if(short > 20),
        coalesce(min(if(short > 20, trace_id, null)), '') from per_trace group by service
      union all
      select service, 'SPA-002', count_if(parent_span_id <> ''), count_if(flags like '%orphan%'),
        coalesce(min(if(flags like '%orphan%', trace_id, null)), '')
      from coverage_hub group by service
      union all
      select service, 'SPA-004', count_if(parent_span_id = ''),
        count_if(parent_span_id = '' and kind = 'CLIENT'),
        coalesce(min(if(parent_span_id = '' and kind = 'CLIENT', trace_id, null)), '')
      from coverage_hub group by service
      union all
      select service, 'RES-001', count(*), count_if(attributes['service.instance.id'] is null),
        coalesce(min(if(attributes['service.instance.id'] is null, trace, null)), '')
      from described group by service
      union all
      select service, 'RES-005', count(*), count_if(coalesce(service, '') = ''),
        coalesce(min(if(coalesce(service, '') = '', trace, null)), '')
      from described group by service
      union all
      select service, 'RES-007', count(*),
        count_if(coalesce(attributes['deployment.environment.name'], '') = ''),
        coalesce(min(if(coalesce(attributes['deployment.environment.name'], '') = '', trace, null)), '')
      from described group by service
      """;

  private final SparkSession spark;

  /** Makes what it reads known to a session of its own. */
  public CoverageQuery(SparkSession session, LakeSnapshot lake) {
    spark = session;
    lake.read(TraceSpans.TABLE).createOrReplaceTempView("coverage_hub");
    lake.read(Spans.TABLE).createOrReplaceTempView("coverage_spans");
    lake.read(Logs.TABLE).createOrReplaceTempView("coverage_logs");
    lake.read(Metrics.TABLE).createOrReplaceTempView("coverage_metrics");
    lake.read(Resources.TABLE).createOrReplaceTempView("coverage_resources");
  }

  /**
   * What is there of one service in one minute.
   *
   * @param weightedSpans how many spans those recorded stand for
   * @param orphans spans whose parent is not there
   * @param lost calls by others to it that succeeded and left no span there
   * @param sampled spans that stand for others, too
   * @param clockTrouble spans that end before they start, or whose order no clock explains
   * @param orphansByEdge {@code CALLER>SERVICE N}, the caller as inferred, comma separated
   */
  public record Minute(
      String service,
      long unixNanos,
      long spans,
      double weightedSpans,
      long logs,
      long metricPoints,
      long orphans,
      long lost,
      long sampled,
      long clockTrouble,
      String orphansByEdge) {}

  /** By service and time. */
  public List<Minute> minutes() {
    List<Minute> minutes = new ArrayList<>();
    for (Row row : spark.sql(MINUTES).collectAsList()) {
      minutes.add(
          new Minute(
              row.getString(0),
              row.getLong(1),
              row.getLong(2),
              row.getDouble(3),
              row.getLong(4),
              row.getLong(5),
              row.getLong(6),
              row.getLong(7),
              row.getLong(8),
              row.getLong(9),
              row.getString(10)));
    }
    return minutes;
  }

  /** By service. */
  public List<ServiceScore> scores() {
    Map<String, Map<ScoreRule, ServiceScore.Result>> results = new TreeMap<>();
    for (Row row : spark.sql(RULES).collectAsList()) {
      ScoreRule rule = ScoreRule.named(row.getString(1)).orElseThrow();
      results
          .computeIfAbsent(row.isNullAt(0) ? "" : row.getString(0), service -> new TreeMap<>())
          .put(
              rule,
              new ServiceScore.Result(rule, row.getLong(2), row.getLong(3), row.getString(4)));
    }
    List<ServiceScore> scores = new ArrayList<>();
    results.forEach(
        (service, ofRules) -> scores.add(new ServiceScore(service, List.copyOf(ofRules.values()))));
    return scores;
  }
}
