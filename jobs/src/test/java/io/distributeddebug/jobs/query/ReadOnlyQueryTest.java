package io.distributeddebug.jobs.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.lake.LakeSession;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOnlyQueryTest {
  private static final Set<String> TABLES = Set.of("spans", "traces");

  private static SparkSession spark;

  @BeforeAll
  static void openSession() {
    spark = LakeSession.open(Optional.of("local[2]"), Map.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE spans",
        "CREATE TABLE x AS SELECT * FROM spans",
        "CREATE OR REPLACE TEMP VIEW spans AS SELECT 1",
        "CREATE FUNCTION f AS 'java.lang.Math'",
        "CREATE TEMPORARY FUNCTION f AS 'org.example.F'",
        "INSERT INTO spans SELECT * FROM spans",
        "INSERT OVERWRITE DIRECTORY '/tmp/out' USING parquet SELECT * FROM spans",
        "WITH x AS (SELECT 1) INSERT INTO spans SELECT * FROM x",
        "FROM spans INSERT INTO traces SELECT *",
        "DELETE FROM spans",
        "UPDATE spans SET service = 'x'",
        "MERGE INTO spans USING traces ON true WHEN MATCHED THEN DELETE",
        "TRUNCATE TABLE spans",
        "ALTER TABLE spans ADD COLUMNS (x int)",
        "SET spark.sql.runSQLOnFiles=true",
        "SET",
        "RESET",
        "ADD JAR '/tmp/evil.jar'",
        "ADD FILE '/etc/passwd'",
        "LIST JARS",
        "CACHE TABLE spans",
        "REFRESH TABLE spans",
        "USE other",
        "SHOW TABLES",
        "DESCRIBE spans",
        "EXPLAIN SELECT * FROM spans",
        "EXECUTE IMMEDIATE 'DROP TABLE spans'",
        "DECLARE VARIABLE x INT DEFAULT 1",
        "CALL system.run('x')",
        "VACUUM spans",
        "OPTIMIZE spans",
        "BEGIN DROP TABLE spans; END",
        "SELECT * FROM parquet.`/etc`",
        "SELECT * FROM text.`/etc/passwd`",
        "SELECT * FROM delta.`/lake/spans`",
        "SELECT * FROM json.`s3a://other/x`",
        "SELECT * FROM spark_catalog.default.spans",
        "SELECT * FROM unknown_table",
        "SELECT * FROM IDENTIFIER('text.`/etc/passwd`')",
        "SELECT IDENTIFIER('reflect')('java.lang.System', 'exit', 1)",
        "SELECT reflect('java.lang.System', 'getenv', 'HOME')",
        "SELECT java_method('java.lang.Runtime', 'getRuntime')",
        "SELECT try_reflect('java.lang.System', 'getenv', 'HOME')",
        "SELECT ReFlEcT('java.lang.System', 'getenv', 'HOME') FROM spans",
        "SELECT `reflect`('java.lang.System', 'getenv', 'HOME')",
        "SELECT /* harmless */ system.builtin.reflect('java.lang.System', 'getenv', 'HOME')",
        "SELECT (SELECT reflect('java.lang.System', 'getenv', 'HOME'))",
        "SELECT * FROM spans WHERE service IN (SELECT service FROM text.`/etc/passwd`)",
        "SELECT * FROM spans WHERE exists(SELECT 1 FROM csv.`/etc/passwd`)",
        "WITH x AS (SELECT * FROM text.`/etc/passwd`) SELECT * FROM x",
        "SELECT transform(service) USING 'cat' AS x FROM spans",
        "SELECT TRANSFORM(service) USING '/bin/sh' AS (x STRING) FROM spans",
        "SELECT input_file_name() FROM spans",
        "SELECT * FROM read_files('/etc')",
        "SELECT * FROM table_changes('spans', 0)",
        "SELECT 1; DROP TABLE spans",
        "",
        "not a query"
      })
  void whatDoesMoreThanReadIsRefusedAsWrongUsage(String attack) {
    assertThatThrownBy(() -> ReadOnlyQuery.check(spark, attack, TABLES))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(2);
              assertThat(error.getMessage()).startsWith("Cannot ");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM spans",
        "TABLE spans",
        "VALUES (1, 'a'), (2, 'b')",
        "SELECT service, count(*) AS n FROM spans GROUP BY service HAVING n > 1 ORDER BY n DESC LIMIT 5",
        "SELECT service FROM spans GROUP BY ALL",
        "WITH x AS (SELECT * FROM spans) SELECT x.service FROM x JOIN traces t ON x.trace_id = t.trace_id",
        "SELECT service, rank() OVER (PARTITION BY service ORDER BY duration_nanos) FROM spans",
        "SELECT k, v FROM spans LATERAL VIEW explode(attributes) a AS k, v",
        "SELECT * FROM spans, LATERAL explode(attributes)",
        "SELECT * FROM range(3)",
        "SELECT * FROM spans WHERE trace_id IN (SELECT trace_id FROM traces) UNION ALL SELECT * FROM spans",
        "SELECT DISTINCT service FROM SPANS TABLESAMPLE (10 PERCENT)",
        "SELECT percentile_approx(duration_nanos, 0.99) FILTER (WHERE service = 'a') FROM spans",
        "SELECT /*+ BROADCAST(traces) */ * FROM spans JOIN traces USING (trace_id)",
        "SELECT transform(array(1, 2), x -> x + 1)",
        "SELECT * FROM spans PIVOT (count(*) FOR status IN ('ERROR', 'OK'))",
        "SELECT * FROM spans EXCEPT SELECT * FROM spans LIMIT 3 OFFSET 2"
      })
  void whatOnlyReadsPasses(String query) {
    assertThatCode(() -> ReadOnlyQuery.check(spark, query, TABLES)).doesNotThrowAnyException();
  }
}
