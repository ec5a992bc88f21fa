package io.distributeddebug.jobs.cause;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import io.distributeddebug.cause.Alternative;
import io.distributeddebug.cause.Explaining;
import io.distributeddebug.cause.Place;
import io.distributeddebug.cause.Unexplained;
import io.distributeddebug.flow.Flow;
import io.distributeddebug.telemetry.Window;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Asks the traces of incident windows who came first: one job for all alternatives. */
final class QuestionsPass {
  private static final StructType ANSWER =
      new StructType()
          .add("alternative", DataTypes.IntegerType, false)
          .add("place", DataTypes.StringType, false)
          .add("shares", DataTypes.LongType, false)
          .add("occurrences", DataTypes.LongType, false);

  private QuestionsPass() {}

  /** What is asked of the traces that begin in a window. */
  private record Asked(long fromUnixNanos, long toUnixNanos, Explaining question)
      implements Serializable {
    boolean concerns(Flow flow) {
      return fromUnixNanos <= flow.startUnixNanos() && flow.startUnixNanos() < toUnixNanos;
    }
  }

  static List<Unexplained> ask(Dataset<Row> records, List<Alternative> alternatives) {
    ArrayList<Asked> asked = new ArrayList<>();
    for (Alternative alternative : alternatives) {
      Window incident = alternative.incident();
      asked.add(
          new Asked(incident.fromUnixNanos(), incident.toUnixNanos(), alternative.question()));
    }
    List<Unexplained> answers = new ArrayList<>();
    alternatives.forEach(alternative -> answers.add(new Unexplained()));
    if (asked.stream().allMatch(one -> one.question().isEmpty())) {
      return answers;
    }
    MapPartitionsFunction<Row, Row> answered = rows -> answer(new TraceRecords.Flows(rows), asked);
    for (Row row :
        records
            .mapPartitions(answered, Encoders.row(ANSWER))
            .groupBy(col("alternative"), col("place"))
            .agg(sum("shares"), sum("occurrences"))
            .collectAsList()) {
      answers
          .get(row.getInt(0))
          .add(Place.decode(row.getString(1)), new Unexplained.Sum(row.getLong(2), row.getLong(3)));
    }
    return answers;
  }

  private static Iterator<Row> answer(Iterator<Flow> flows, List<Asked> asked) {
    List<Unexplained> sums = new ArrayList<>();
    asked.forEach(one -> sums.add(new Unexplained()));
    while (flows.hasNext()) {
      Flow flow = flows.next();
      for (int i = 0; i < asked.size(); i++) {
        if (asked.get(i).concerns(flow)) {
          asked.get(i).question().ask(flow, sums.get(i)::add);
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < sums.size(); i++) {
      int alternative = i;
      sums.get(i)
          .forEach(
              (place, sum) ->
                  rows.add(
                      RowFactory.create(alternative, place.encoded(), sum.shares(), sum.count())));
    }
    return rows.iterator();
  }
}
