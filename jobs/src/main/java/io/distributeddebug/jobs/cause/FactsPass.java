package io.distributeddebug.jobs.cause;

import static org.apache.spark.sql.functions.col;

import io.distributeddebug.flow.Flow;
import io.distributeddebug.flow.SlicedFacts;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Counts the facts of all traces by slice of time, in one job: each task counts its traces, equal
 * keys meet once more, and the sum, which grows with code and slices but not with traffic, comes to
 * the driver.
 */
final class FactsPass {
  /** Keys that a task holds before it hands them on. */
  private static final int MOST_KEYS = 50_000;

  private static final StructType ENCODED =
      new StructType()
          .add("kind", DataTypes.StringType, false)
          .add("key", DataTypes.StringType, false)
          .add("tallies", DataTypes.BinaryType, false);

  private FactsPass() {}

  static SlicedFacts count(Dataset<Row> records, long originUnixNanos, long sliceNanos) {
    MapPartitionsFunction<Row, Row> counted =
        rows -> new Counted(new TraceRecords.Flows(rows), originUnixNanos, sliceNanos);
    MapPartitionsFunction<Row, Row> merged =
        rows -> {
          SlicedFacts sum = new SlicedFacts(originUnixNanos, sliceNanos);
          rows.forEachRemaining(row -> add(row, sum));
          return new Drained(sum);
        };
    SlicedFacts all = new SlicedFacts(originUnixNanos, sliceNanos);
    for (Row row :
        records
            .mapPartitions(counted, Encoders.row(ENCODED))
            .repartition(col("kind"), col("key"))
            .mapPartitions(merged, Encoders.row(ENCODED))
            .collectAsList()) {
      add(row, all);
    }
    return all;
  }

  private static void add(Row row, SlicedFacts facts) {
    facts.add(row.getString(0), row.getString(1), row.<byte[]>getAs(2));
  }

  /** The rows of counted facts; forgets them. */
  private static class Drained implements Iterator<Row> {
    final Queue<Row> ready = new ArrayDeque<>();

    Drained(SlicedFacts facts) {
      drain(facts);
    }

    final void drain(SlicedFacts facts) {
      facts.encode((kind, key, tallies) -> ready.add(RowFactory.create(kind, key, tallies)));
      facts.clear();
    }

    @Override
    public boolean hasNext() {
      return !ready.isEmpty();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }
  }

  /** Counts traces and hands facts on whenever there are many. */
  private static final class Counted extends Drained {
    private final Iterator<Flow> flows;
    private final SlicedFacts facts;

    Counted(Iterator<Flow> flows, long originUnixNanos, long sliceNanos) {
      super(new SlicedFacts(originUnixNanos, sliceNanos));
      this.flows = flows;
      this.facts = new SlicedFacts(originUnixNanos, sliceNanos);
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && flows.hasNext()) {
        while (flows.hasNext() && facts.keys() < MOST_KEYS) {
          facts.add(flows.next());
        }
        drain(facts);
      }
      return super.hasNext();
    }
  }
}
