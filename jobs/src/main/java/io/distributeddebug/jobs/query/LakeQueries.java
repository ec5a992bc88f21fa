package io.distributeddebug.jobs.query;

import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.lake.Lake;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A lake's tables, pinned when it was opened, under their names in a session of their own. */
public final class LakeQueries {
  private final SparkSession session;
  private final Set<String> tables;

  private LakeQueries(SparkSession session, Set<String> tables) {
    this.session = session;
    this.tables = Set.copyOf(tables);
  }

  /**
   * Opens the lake in a child session, so that neither its settings nor its views reach others.
   *
   * @throws UserError where there is no lake, or a newer version of this program wrote it
   */
  public static LakeQueries open(SparkSession spark, String location) {
    SparkSession child = spark.newSession();
    child.conf().set("spark.sql.runSQLOnFiles", "false");
    Lake.open(child, location).pin().registerViews();
    Set<String> names =
        child.catalog().listTables().collectAsList().stream()
            .filter(table -> table.isTemporary())
            .map(table -> table.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return new LakeQueries(child, names);
  }

  /**
   * The rows that one query gives.
   *
   * @throws UserError with exit code 2 for a query that is wrong, or that may do more than read
   */
  public Dataset<Row> ask(String query) {
    ReadOnlyQuery.check(session, query, tables);
    try {
      return session.sql(query);
    } catch (Exception e) {
      // Scala throws it without saying so.
      if (e instanceof AnalysisException) {
        throw UserError.usage(
            "Cannot run the query: " + ReadOnlyQuery.firstLine(e.getMessage()),
            "docs/reference/tables.md lists the columns of each table.");
      }
      throw e;
    }
  }
}
