package io.distributeddebug.bench;

import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The same questions as anybody would put them in SQL, to a view {@code spans}. */
final class SqlPeers {
  private static final String EDGES =
      """
      SELECT p.service AS caller, c.service AS callee, count(*) AS calls
      FROM spans c JOIN spans p ON c.trace_id = p.trace_id AND c.parent_span_id = p.span_id
      GROUP BY 1, 2""";

  /** Own time: a parent's duration without the union of its children, cut to the parent. */
  private static final String EDGES_AND_SELF_TIME =
      """
      WITH children AS (
        SELECT p.trace_id, p.span_id, p.service AS caller, c.service AS callee,
          greatest(c.start_unix_nanos, p.start_unix_nanos) AS from_nanos,
          least(greatest(c.start_unix_nanos, c.end_unix_nanos), p.end_unix_nanos) AS to_nanos
        FROM spans c JOIN spans p ON c.trace_id = p.trace_id AND c.parent_span_id = p.span_id),
      covered AS (
        SELECT *, max(to_nanos) OVER (PARTITION BY trace_id, span_id ORDER BY from_nanos, to_nanos
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS until_nanos
        FROM children)
      SELECT caller, callee, count(*) AS calls,
        sum(greatest(0, to_nanos - greatest(from_nanos, coalesce(until_nanos, from_nanos)))) AS nanos
      FROM covered GROUP BY 1, 2""";

  private final SparkSession spark;

  SqlPeers(SparkSession spark) {
    this.spark = spark;
  }

  SortedMap<String, Long> edges() {
    SortedMap<String, Long> edges = new TreeMap<>();
    for (Row row : spark.sql(EDGES).collectAsList()) {
      edges.put(row.getString(0) + " > " + row.getString(1), row.getLong(2));
    }
    return edges;
  }

  /** Time of all spans that children cover, over all edges. */
  long coveredNanos(SortedMap<String, Long> edges) {
    long nanos = 0;
    for (Row row : spark.sql(EDGES_AND_SELF_TIME).collectAsList()) {
      edges.put(row.getString(0) + " > " + row.getString(1), row.getLong(2));
      nanos += row.getLong(3);
    }
    return nanos;
  }
}
