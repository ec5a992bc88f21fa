package io.distributeddebug.jobs.trace;

import io.distributeddebug.trace.Trace;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whole traces with values of their spans that the hub does not have. They are made of {@code
 * spans} as {@link Reconstruct} makes them, at the price of a shuffle: give as few spans and
 * columns as will do.
 */
public final class RecordedTraces {
  private RecordedTraces() {}

  /** One of them. */
  public static final class Recorded {
    private final AssembledTrace assembled;
    private final int firstFurther;

    Recorded(AssembledTrace assembled, int firstFurther) {
      this.assembled = assembled;
      this.firstFurther = firstFurther;
    }

    public Trace trace() {
      return assembled.trace();
    }

    /**
     * What the span has in a column.
     *
     * @param further its place among the further columns, from 0
     * @return null where it has nothing
     */
    public Object value(int span, int further) {
      return assembled.row(span).get(firstFurther + further);
    }
  }

  /** Adds them up, part by part; the order of parts must not matter. */
  public interface Fold<R extends Serializable> extends Serializable {
    R zero();

    void add(R sum, Recorded trace);

    R merge(R one, R other);
  }

  /**
   * Adds all traces up.
   *
   * @param spans rows of table {@code spans}, of each trace all or none
   */
  public static <R extends Serializable> R fold(
      Dataset<Row> spans, List<Column> further, Fold<R> fold) {
    Dataset<Row> input = SpanInput.with(spans, further);
    int firstFurther = input.columns().length - further.size();
    Column key = input.col("trace_key");
    return input
        .repartition(key)
        .sortWithinPartitions(key)
        .javaRDD()
        .mapPartitions(new FoldPartition<>(fold, firstFurther))
        .treeAggregate(fold.zero(), fold::merge, fold::merge, 2);
  }

  /** A task of {@link #fold}. */
  record FoldPartition<R extends Serializable>(Fold<R> fold, int firstFurther)
      implements FlatMapFunction<Iterator<Row>, R> {
    @Override
    public Iterator<R> call(Iterator<Row> rows) {
      R sum = fold.zero();
      new AssembleTraces(rows)
          .forEachRemaining(assembled -> fold.add(sum, new Recorded(assembled, firstFurther)));
      return List.of(sum).iterator();
    }
  }
}
