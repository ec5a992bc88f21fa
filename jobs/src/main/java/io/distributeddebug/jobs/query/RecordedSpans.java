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
import io.distributeddebug.query.Attribute;
import io.distributeddebug.query.Field;
import io.distributeddebug.query.FieldExpression;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows of {@code spans} for a query, of each trace all or none.
 *
 * @param further two for each field that is needed, as {@link FieldColumns} has them, then maps of
 *     attributes where these are
 */
record RecordedSpans(Dataset<Row> rows, List<Column> further) {
  RecordedSpans {
    further = List.copyOf(further);
  }

  /** Of the traces that fulfil what can be asked of the table; at most those of the windows. */
  static RecordedSpans of(LakeSnapshot lake, List<Window> windows, Need need) {
    Dataset<Row> rows = candidates(lake, spans(lake, windows), need);
    List<Column> further = new ArrayList<>();
    List<Column> ofResource = new ArrayList<>();
    ofResource.add(Spans.RESOURCE_ID.column());
    for (Field field : need.fields()) {
      FieldColumns columns = FieldColumns.of(field);
      String text = "field_" + further.size() + "_text";
      String number = "field_" + further.size() + "_number";
      if (columns.isOfResource()) {
        ofResource.add(columns.text().as(text));
        ofResource.add(columns.number().as(number));
        further.add(col(text));
        further.add(col(number));
      } else {
        further.add(columns.text().as(text));
        further.add(columns.number().as(number));
      }
    }
    if (need.carried() == Need.Carried.ALL_ATTRIBUTES) {
      further.add(Spans.ATTRIBUTES.column());
      further.add(Spans.ATTRIBUTES_NUMBER.column());
      ofResource.add(Spans.ATTRIBUTES.column().as("resource_attributes"));
      ofResource.add(Spans.ATTRIBUTES_NUMBER.column().as("resource_attributes_number"));
      further.add(col("resource_attributes"));
      further.add(col("resource_attributes_number"));
    }
    if (ofResource.size() == 1) {
      return new RecordedSpans(rows, further);
    }
    String id = Spans.RESOURCE_ID.name();
    Dataset<Row> resources =
        lake.read(Resources.TABLE).dropDuplicates(id).select(ofResource.toArray(Column[]::new));
    return new RecordedSpans(
        rows.join(resources, rows.col(id).equalTo(resources.col(id)), "left"), further);
  }

  /** Traces that begin in a window may have spans after it, and broken clocks put some before. */
  private static Dataset<Row> spans(LakeSnapshot lake, List<Window> windows) {
    long margin = Reconstruct.LONGEST_TRACE.toNanos();
    List<Window> apart = new ArrayList<>();
    windows.stream()
        .map(one -> new Window(one.fromUnixNanos() - margin, one.toUnixNanos() + margin))
        .sorted(Comparator.comparingLong(Window::fromUnixNanos))
        .forEach(
            next -> {
              Window last = apart.isEmpty() ? next : apart.get(apart.size() - 1);
              if (!apart.isEmpty() && last.toUnixNanos() >= next.fromUnixNanos()) {
                long to = Math.max(last.toUnixNanos(), next.toUnixNanos());
                apart.set(apart.size() - 1, new Window(last.fromUnixNanos(), to));
              } else {
                apart.add(next);
              }
            });
    return apart.stream()
        .map(window -> lake.read(Spans.TABLE, window))
        .reduce(Dataset::union)
        .orElseGet(() -> lake.read(Spans.TABLE));
  }

  private static Dataset<Row> candidates(LakeSnapshot lake, Dataset<Row> spans, Need need) {
    if (need.conditions().isEmpty()) {
      return spans;
    }
    Pushdown pushdown = new Pushdown(keysOfResources(lake, need));
    List<Column> conditions =
        need.conditions().stream()
            .flatMap(one -> pushdown.of(one).stream())
            .limit(Long.SIZE - 1)
            .toList();
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
  private static Set<String> keysOfResources(LakeSnapshot lake, Need need) {
    Set<String> asked = new HashSet<>();
    need.conditions().stream()
        .flatMap(FieldExpression::fields)
        .filter(field -> field instanceof Attribute)
        .map(field -> (Attribute) field)
        .filter(attribute -> attribute.scope() == Attribute.Scope.ANY)
        .forEach(attribute -> attribute.stored().forEach(stored -> asked.add(stored.key())));
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
