package io.distributeddebug.jobs.logs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.latency.Slices;
import io.distributeddebug.logs.TemplateCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Counts log templates per service and slice of the windows: one Spark job. */
public final class TemplateCountQuery {
  private static final int LONGEST_EXAMPLE = 500;
  private static final int FIRST_ERROR_SEVERITY = 17;
  private static final int BEFORE_THE_INCIDENT = -1;
  private static final List<String> ERROR_LEVELS = List.of("ERROR", "FATAL", "SEVERE", "CRITICAL");
  private static final String SLICE = "slice";
  private static final String LINES = "lines";
  private static final String ERROR = "is_error";
  private static final String FIRST = "first";

  /**
   * Counts the lines.
   *
   * @param logs rows of table {@code logs} from the begin of what counts as seen before
   */
  public static List<TemplateCount> collect(Dataset<Row> logs, Slices slices) {
    return merge(counts(logs, slices).collectAsList(), slices);
  }

  static Dataset<Row> counts(Dataset<Row> logs, Slices slices) {
    Column time = Logs.UNIX_NANOS_COLUMN.column();
    Column first =
        struct(
            time.as("at"),
            Spans.RECORD_HASH.column().as("hash"),
            substring(Logs.BODY.column(), 1, LONGEST_EXAMPLE).as("body"),
            Spans.TRACE_ID.column().as("trace"));
    return logs.where(time.lt(slices.incident().toUnixNanos()))
        .groupBy(
            slice(time, slices).as(SLICE),
            Spans.SERVICE.column(),
            Logs.SEVERITY.column(),
            Logs.TEMPLATE.column())
        .agg(
            count(lit(1)).as(LINES),
            max(Logs.SEVERITY_NUMBER.column().geq(FIRST_ERROR_SEVERITY)).as(ERROR),
            min(first).as(FIRST));
  }

  /** Slices come by time and do not overlap, so the first end that lies ahead decides. */
  private static Column slice(Column time, Slices slices) {
    Column slice = null;
    for (int i = 0; i < slices.count(); i++) {
      long from = slices.window(i).fromUnixNanos();
      long to = slices.window(i).toUnixNanos();
      Column inside = time.geq(from).and(time.lt(to));
      slice = slice == null ? when(inside, lit(i)) : slice.when(inside, lit(i));
    }
    return slice == null ? lit(BEFORE_THE_INCIDENT) : coalesce(slice, lit(BEFORE_THE_INCIDENT));
  }

  private record Key(String service, String severity, String template) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return Comparator.comparing(Key::service)
          .thenComparing(Key::severity)
          .thenComparing(Key::template)
          .compare(this, other);
    }
  }

  /** One template of one service, put together from its slices. */
  private static final class Counted {
    private final long[] bySlice;
    private long earlier;
    private boolean isError;
    private Row example = RowFactory.create(0L, 0L, "", "");
    private boolean isExampleOfIncident;

    Counted(int slices) {
      bySlice = new long[slices];
    }

    void add(int slice, long lines, Row first, Slices slices) {
      boolean isIncident = slice >= 0 && slices.isIncident(slice);
      if (slice >= 0) {
        bySlice[slice] += lines;
      } else {
        earlier += lines;
      }
      boolean isBetter =
          example.getString(2).isEmpty()
              || (isIncident && !isExampleOfIncident)
              || (isIncident == isExampleOfIncident && first.getLong(0) < example.getLong(0));
      if (isBetter) {
        example = first;
        isExampleOfIncident = isIncident;
      }
    }

    TemplateCount count(Key key, Slices slices) {
      List<Long> baseline = new ArrayList<>();
      long incident = 0;
      for (int i = 0; i < bySlice.length; i++) {
        if (slices.isIncident(i)) {
          incident += bySlice[i];
        } else {
          baseline.add(bySlice[i]);
        }
      }
      return new TemplateCount(
          key.service(),
          key.severity(),
          isError,
          key.template(),
          baseline,
          incident,
          earlier,
          isExampleOfIncident ? example.getLong(0) : 0,
          example.getString(2),
          example.getString(3));
    }
  }

  private static List<TemplateCount> merge(List<Row> rows, Slices slices) {
    Map<Key, Counted> counted = new TreeMap<>();
    for (Row row : rows) {
      Key key =
          new Key(
              text(row, Spans.SERVICE.name()),
              text(row, Logs.SEVERITY.name()),
              text(row, Logs.TEMPLATE.name()));
      Counted into = counted.computeIfAbsent(key, k -> new Counted(slices.count()));
      into.isError |= Boolean.TRUE.equals(row.getAs(ERROR)) || saysError(key);
      into.add(row.<Integer>getAs(SLICE), row.<Long>getAs(LINES), row.getAs(FIRST), slices);
    }
    List<TemplateCount> counts = new ArrayList<>();
    counted.forEach((key, into) -> counts.add(into.count(key, slices)));
    return counts;
  }

  /** Formats without severity numbers name the level in the record, or first in the line. */
  private static boolean saysError(Key key) {
    return ERROR_LEVELS.stream()
        .anyMatch(level -> key.severity().equals(level) || key.template().startsWith(level + " "));
  }

  private static String text(Row row, String column) {
    String value = row.getAs(column);
    return value == null ? "" : value;
  }

  /** Rows of table {@code log_templates}. */
  public static List<Row> rows(String investigationId, List<TemplateCount> counts) {
    return counts.stream()
        .map(
            count ->
                RowFactory.create(
                    investigationId,
                    count.service(),
                    count.severity(),
                    count.template(),
                    count.baselineCount(),
                    count.incidentCount(),
                    count.earlierCount(),
                    count.isNew(),
                    count.firstUnixNanos(),
                    count.exampleBody(),
                    count.exampleTraceId()))
        .toList();
  }

  private TemplateCountQuery() {}
}
