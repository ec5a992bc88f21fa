package io.distributeddebug.jobs.evaluation;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The same archive read by DuckDB on two threads, where its driver is on the class path. It is
 * given the easier task: attributes stay lists, of a resource only the service is kept.
 */
final class DuckDbPeer implements AutoCloseable {
  private static final String VALUE =
      "STRUCT(key VARCHAR, value STRUCT(stringValue VARCHAR, intValue VARCHAR, doubleValue DOUBLE,"
          + " boolValue BOOLEAN))[]";
  private static final String COLUMNS =
      """
      {resourceSpans: 'STRUCT(resource STRUCT(attributes %1$s), scopeSpans STRUCT(scope STRUCT(
      name VARCHAR), spans STRUCT(traceId VARCHAR, spanId VARCHAR, parentSpanId VARCHAR, traceState
      VARCHAR, name VARCHAR, kind INTEGER, startTimeUnixNano VARCHAR, endTimeUnixNano VARCHAR,
      attributes %1$s, events STRUCT(timeUnixNano VARCHAR, name VARCHAR, attributes %1$s)[], links
      STRUCT(traceId VARCHAR, spanId VARCHAR, attributes %1$s)[], status STRUCT(code INTEGER,
      message VARCHAR))[])[])[]'}"""
          .formatted(VALUE)
          .replace('\n', ' ');

  private static final String SPANS =
      """
      SELECT p.traceId, p.spanId, p.parentSpanId, service, scope, p.name, p.kind,
        CAST(p.startTimeUnixNano AS BIGINT) AS start_unix_nanos,
        CAST(p.endTimeUnixNano AS BIGINT) AS end_unix_nanos, p.status, p.attributes, p.events,
        p.links, p.traceState
      FROM (
        SELECT list_filter(r.resource.attributes, a -> a.key = 'service.name')[1].value.stringValue
          AS service, s.scope.name AS scope, unnest(s.spans) AS p
        FROM (
          SELECT r, unnest(r.scopeSpans) AS s
          FROM (
            SELECT unnest(resourceSpans) AS r
            FROM read_json('%s/**/*.json.gz', format = 'newline_delimited', columns = %s,
              maximum_object_size = 67108864))))""";

  private final Connection connection;

  DuckDbPeer() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    run("SET threads = 2");
  }

  static boolean isThere() {
    return DriverManager.drivers()
        .anyMatch(driver -> driver.getClass().getName().contains("duckdb"));
  }

  String version() throws SQLException {
    return connection.getMetaData().getDatabaseProductVersion();
  }

  /** All columns are read; only sums leave the engine. */
  void readRows(String traces) throws SQLException {
    run(
        "SELECT count(*), bit_xor(hash(COLUMNS(*))) FROM ("
            + SPANS.formatted(traces, COLUMNS)
            + ")");
  }

  void writeParquet(String traces, Path file) throws SQLException {
    run(
        "COPY (%s) TO '%s' (FORMAT parquet, COMPRESSION zstd)"
            .formatted(SPANS.formatted(traces, COLUMNS), file));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
