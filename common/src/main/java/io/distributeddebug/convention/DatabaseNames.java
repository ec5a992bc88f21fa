package io.distributeddebug.convention;

import io.distributeddebug.convention.Fold.Named;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Older names of database attributes, and of the systems.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/non-normative/db-migration/">Database
 *     migration</a>
 */
final class DatabaseNames {
  private static final Map<String, String> SYSTEMS =
      Map.ofEntries(
          Map.entry("adabas", "softwareag.adabas"),
          Map.entry("cache", "intersystems.cache"),
          Map.entry("intersystems_cache", "intersystems.cache"),
          Map.entry("cosmosdb", "azure.cosmosdb"),
          Map.entry("db2", "ibm.db2"),
          Map.entry("dynamodb", "aws.dynamodb"),
          Map.entry("firebird", "firebirdsql"),
          Map.entry("h2", "h2database"),
          Map.entry("hanadb", "sap.hana"),
          Map.entry("informix", "ibm.informix"),
          Map.entry("ingres", "actian.ingres"),
          Map.entry("maxdb", "sap.maxdb"),
          Map.entry("mssql", "microsoft.sql_server"),
          Map.entry("mssqlcompact", "microsoft.sql_server"),
          Map.entry("netezza", "ibm.netezza"),
          Map.entry("oracle", "oracle.db"),
          Map.entry("redshift", "aws.redshift"),
          Map.entry("spanner", "gcp.spanner"));

  static final List<Named> ALL =
      List.of(
          Fold.rename("db.system", "db.system.name", DatabaseNames::system),
          Fold.rename("db.type", "db.system.name", DatabaseNames::category),
          Fold.rename("db.statement", "db.query.text"),
          Fold.rename("sql.query", "db.query.text"),
          Fold.rename("db.name", "db.namespace"),
          Fold.rename("db.instance", "db.namespace"),
          Fold.rename("db.redis.database_index", "db.namespace"),
          Fold.rename("db.elasticsearch.cluster.name", "db.namespace"),
          Fold.rename("db.operation", "db.operation.name"),
          Fold.rename("db.sql.table", "db.collection.name"),
          Fold.rename("db.mongodb.collection", "db.collection.name"),
          Fold.rename("db.cassandra.table", "db.collection.name"),
          Fold.rename("db.cosmosdb.container", "db.collection.name"),
          Fold.rename("db.cosmosdb.status_code", "db.response.status_code"),
          Fold.rename("db.client.connections.state", "db.client.connection.state"),
          Fold.rename("db.client.connections.pool.name", "db.client.connection.pool.name"));

  private DatabaseNames() {}

  private static String system(String system) {
    return SYSTEMS.getOrDefault(system, system);
  }

  /** OpenTracing's type of database: {@code sql}, or a product in lower case. */
  private static String category(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    return lower.equals("sql") ? "other_sql" : system(lower);
  }
}
