package io.distributeddebug.jobs.query;

import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_keys;
import static org.apache.spark.sql.functions.when;

import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Resources;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.trace.Reconstruct;
import io.distributeddebug.jobs.trace.RecordedTraces;
import io.distributeddebug.query.Attribute;
import io.distributeddebug.query.Field;
import io.distributeddebug.query.FieldExpression;
import io.distributeddebug.query.QueriedTrace;
import io.distributeddebug.query.TraceQuery;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows of {@code spans} for a query, of each trace all or none.
 *
 * @param further the columns of {@link TraceQuery#recordedFields}, as {@link FieldColumns} has them
 */
record RecordedSpans(Dataset<Row> rows, List<Column> further) {
  RecordedSpans {
    further = List.copyOf(further);
  }

  /** Of the traces that fulfil what can be asked of the table; at most those of the window. */
  static RecordedSpans of(
      LakeSnapshot lake,
      Optional<Window> window,
      TraceQuery query,
      List<FieldExpression> necessary) {
    Dataset<Row> all =
        window
            .map(within -> lake.read(Spans.TABLE, around(within)))
            .orElseGet(() -> lake.read(Spans.TABLE));
    Dataset<Row> rows = candidates(lake, all, query, necessary);
    Dataset<Row> resources = lake.read(Resources.TABLE).dropDuplicates(Spans.RESOURCE_ID.name());
    List<Column> further = new ArrayList<>();
    List<Column> ofResource = new ArrayList<>();
    ofResource.add(Spans.RESOURCE_ID.column());
    for (Field field : query.recordedFields()) {
      FieldColumns columns = FieldColumns.of(field);
      if (columns.isOfResource()) {
        String name = "resource_" + ofResource.size();
        ofResource.add(columns.text().as(name + "_text"));
        ofResource.add(columns.number().as(name + "_number"));
        further.add(col(name + "_text"));
        further.add(col(name + "_number"));
      } else {
        String name = "field_" + further.size();
        further.add(columns.text().as(name + "_text"));
        further.add(columns.number().as(name + "_number"));
      }
    }
    if (ofResource.size() == 1) {
      return new RecordedSpans(rows, further);
    }
    Dataset<Row> wanted = resources.select(ofResource.toArray(Column[]::new));
    return new RecordedSpans(
        rows.join(
            wanted,
            rows.col(Spans.RESOURCE_ID.name()).equalTo(wanted.col(Spans.RESOURCE_ID.name())),
            "left"),
        further);
  }

  /** A trace with the values in the further columns. */
  static QueriedTrace queried(RecordedTraces.Recorded recorded, TraceQuery query) {
    Map<Field, Integer> places = new HashMap<>();
    for (Field field : query.recordedFields()) {
      places.put(field, 2 * places.size());
    }
    return new QueriedTrace(
        recorded.trace(),
        (span, field) -> {
          int place = places.get(field);
          return FieldColumns.value(
              field, recorded.value(span, place), recorded.value(span, place + 1));
        });
  }

  /** Traces that begin in a window may have spans after it, and broken clocks put some before. */
  private static Window around(Window window) {
    long margin = Reconstruct.LONGEST_TRACE.toNanos();
    return new Window(window.fromUnixNanos() - margin, window.toUnixNanos() + margin);
  }

  private static Dataset<Row> candidates(
      LakeSnapshot lake, Dataset<Row> spans, TraceQuery query, List<FieldExpression> necessary) {
    Pushdown pushdown = new Pushdown(keysOfResources(lake, query));
    List<Column> conditions =
        necessary.stream().flatMap(one -> pushdown.of(one).stream()).limit(Long.SIZE - 1).toList();
    if (conditions.isEmpty()) {
      return spans;
    }
    Column mask = lit(0L);
    for (int i = 0; i < conditions.size(); i++) {
      mask =
          mask.bitwiseOR(
              when(coalesce(conditions.get(i), lit(false)), lit(1L << i)).otherwise(lit(0L)));
    }
    Dataset<Row> traces =
        spans
            .select(Spans.TRACE_ID.column(), mask.as("fulfilled"))
            .where("fulfilled <> 0")
            .groupBy(Spans.TRACE_ID.column())
            .agg(bit_or(col("fulfilled")).as("fulfilled"))
            .where(col("fulfilled").equalTo((1L << conditions.size()) - 1))
            .select(Spans.TRACE_ID.column());
    return spans.join(
        traces,
        spans.col(Spans.TRACE_ID.name()).equalTo(traces.col(Spans.TRACE_ID.name())),
        "left_semi");
  }

  /** Which attributes without a scope some resource has: only of others the span alone decides. */
  private static Set<String> keysOfResources(LakeSnapshot lake, TraceQuery query) {
    Set<String> asked = new HashSet<>();
    for (Field field : query.fields()) {
      if (field instanceof Attribute attribute && attribute.scope() == Attribute.Scope.ANY) {
        attribute.stored().forEach(stored -> asked.add(stored.key()));
      }
    }
    if (asked.isEmpty()) {
      return Set.of();
    }
    Dataset<Row> resources = lake.read(Resources.TABLE);
    Column key = col("key");
    Dataset<Row> keys =
        resources
            .select(explode(map_keys(Spans.ATTRIBUTES.column())).as("key"))
            .union(resources.select(explode(map_keys(Spans.ATTRIBUTES_NUMBER.column())).as("key")))
            .where(key.isin(asked.toArray()))
            .distinct();
    Set<String> found = new HashSet<>();
    keys.collectAsList().forEach(row -> found.add(row.getString(0)));
    return found;
  }
}
