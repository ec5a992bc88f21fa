package io.distributeddebug.jobs.trace;

import io.distributeddebug.trace.Trace;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * A trace and the input rows that it was made of.
 *
 * @param rows by {@link Trace#row}, as {@link SpanInput} lays them out
 */
record AssembledTrace(Trace trace, List<Row> rows) {
  /** The input row of a span. */
  Row row(int span) {
    return rows.get(trace.row(span));
  }
}
