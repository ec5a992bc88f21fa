package io.distributeddebug.jobs.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The query that a user of {@code spark.read.json} would write for the columns of spans. */
final class SparkJsonPeer {
  private static final String SCHEMA =
      """
      resourceSpans ARRAY<STRUCT<
        resource: STRUCT<attributes: ARRAY<%1$s>>,
        scopeSpans: ARRAY<STRUCT<
          scope: STRUCT<name: STRING>,
          spans: ARRAY<STRUCT<
            traceId: STRING, spanId: STRING, parentSpanId: STRING, traceState: STRING, name: STRING,
            kind: INT, startTimeUnixNano: STRING, endTimeUnixNano: STRING,
            attributes: ARRAY<%1$s>,
            events: ARRAY<STRUCT<timeUnixNano: STRING, name: STRING, attributes: ARRAY<%1$s>>>,
            links: ARRAY<STRUCT<traceId: STRING, spanId: STRING, attributes: ARRAY<%1$s>>>,
            status: STRUCT<code: INT, message: STRING>>>>>>>"""
          .formatted(
              "STRUCT<key: STRING, value: STRUCT<stringValue: STRING, intValue: STRING,"
                  + " doubleValue: DOUBLE, boolValue: BOOLEAN>>");

  private SparkJsonPeer() {}

  static Dataset<Row> spans(SparkSession spark, String traces) {
    return spark
        .read()
        .schema(SCHEMA)
        .option("recursiveFileLookup", "true")
        .json(traces)
        .select(explode(col("resourceSpans")).as("r"))
        .select(texts("r.resource.attributes").as("resource"), explode(col("r.scopeSpans")).as("s"))
        .select(col("resource"), col("s.scope.name").as("scope"), explode(col("s.spans")).as("p"))
        .select(
            col("p.traceId").as("trace_id"),
            col("p.spanId").as("span_id"),
            expr("coalesce(p.parentSpanId, '')").as("parent_span_id"),
            expr("coalesce(resource['service.name'], '')").as("service"),
            expr("CAST(p.startTimeUnixNano AS BIGINT)").as("start_unix_nanos"),
            expr("CAST(p.endTimeUnixNano AS BIGINT)").as("end_unix_nanos"),
            expr("CAST(p.endTimeUnixNano AS BIGINT) - CAST(p.startTimeUnixNano AS BIGINT)")
                .as("duration_nanos"),
            col("p.name").as("name"),
            expr("element_at(array('UNSPECIFIED','INTERNAL','SERVER','CLIENT','PRODUCER','CONSUMER'), coalesce(p.kind, 0) + 1)")
                .as("kind"),
            expr("element_at(array('UNSET','OK','ERROR'), coalesce(p.status.code, 0) + 1)")
                .as("status"),
            expr("coalesce(p.status.message, '')").as("status_message"),
            expr("coalesce(resource['service.instance.id'], '')").as("instance"),
            expr("coalesce(resource['service.version'], '')").as("version"),
            expr("coalesce(resource['k8s.node.name'], '')").as("node"),
            expr("coalesce(p.traceState, '')").as("trace_state"),
            texts("p.attributes").as("attributes"),
            numbers("p.attributes").as("attributes_number"),
            expr("transform(coalesce(p.events, array()), e -> struct(CAST(e.timeUnixNano AS BIGINT) AS unix_nanos, e.name AS name, map_from_entries(transform(coalesce(e.attributes, array()), a -> struct(a.key, coalesce(a.value.stringValue, a.value.intValue, CAST(a.value.doubleValue AS STRING), CAST(a.value.boolValue AS STRING))))) AS attributes))")
                .as("events"),
            expr("transform(coalesce(p.links, array()), l -> struct(l.traceId AS trace_id, l.spanId AS span_id))")
                .as("links"),
            col("scope"),
            expr("CAST(timestamp_micros(CAST(p.startTimeUnixNano AS BIGINT) DIV 1000) AS DATE)")
                .as("date"));
  }

  private static Column texts(String attributes) {
    return expr(
        "map_from_entries(transform(filter(coalesce(%s, array()), a -> a.value.intValue IS NULL AND a.value.doubleValue IS NULL), a -> struct(a.key, coalesce(a.value.stringValue, CAST(a.value.boolValue AS STRING)))))"
            .formatted(attributes));
  }

  private static Column numbers(String attributes) {
    return expr(
        "map_from_entries(transform(filter(coalesce(%s, array()), a -> a.value.intValue IS NOT NULL OR a.value.doubleValue IS NOT NULL), a -> struct(a.key, coalesce(CAST(a.value.intValue AS DOUBLE), a.value.doubleValue))))"
            .formatted(attributes));
  }
}
