package io.distributeddebug.jobs.trace;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * A number for each combination of columns whose values repeat (services, operations, kinds), so
 * that a shuffle moves eight bytes, which compress to one or two, instead of texts. What a number
 * stands for is known to each task. Where there are too many combinations, the texts travel.
 */
public final class TextCodes implements Serializable {
  private static final long serialVersionUID = 1L;

  /** More would be a burden on the driver and on each task. */
  private static final int MOST_COMBINATIONS = 200_000;

  private final boolean isCoded;
  private final Broadcast<Map<Long, Row>> meanings;
  private final StructType schema;

  private TextCodes(boolean isCoded, Broadcast<Map<Long, Row>> meanings, StructType schema) {
    this.isCoded = isCoded;
    this.meanings = meanings;
    this.schema = schema;
  }

  /** Learns all combinations: a pass over these columns alone. None may be null. */
  public static TextCodes of(Dataset<Row> rows, List<Column> columns) {
    return of(rows, columns, MOST_COMBINATIONS);
  }

  static TextCodes of(Dataset<Row> rows, List<Column> columns, int mostCombinations) {
    Column[] named =
        IntStream.range(0, columns.size())
            .mapToObj(i -> columns.get(i).as("c" + i))
            .toArray(Column[]::new);
    Column[] again =
        IntStream.range(0, columns.size()).mapToObj(i -> col("c" + i)).toArray(Column[]::new);
    Dataset<Row> values = rows.select(named);
    List<Row> combinations =
        values
            .distinct()
            .select(
                Stream.concat(Stream.of(again), Stream.of(xxhash64(again))).toArray(Column[]::new))
            .limit(mostCombinations + 1)
            .collectAsList();
    Map<Long, Row> meanings = new HashMap<>();
    for (Row row : combinations) {
      Object[] texts = new Object[columns.size()];
      for (int i = 0; i < texts.length; i++) {
        texts[i] = row.get(i);
      }
      meanings.put(row.getLong(columns.size()), RowFactory.create(texts));
    }
    boolean isCoded =
        combinations.size() <= mostCombinations && meanings.size() == combinations.size();
    return new TextCodes(
        isCoded,
        JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext())
            .broadcast(isCoded ? meanings : new HashMap<>()),
        values.schema());
  }

  /** What stands for these columns in a shuffle. */
  public Column column(List<Column> columns) {
    Column[] all = columns.toArray(Column[]::new);
    return isCoded ? xxhash64(all) : struct(all);
  }

  /** For one task, which makes something of each combination, once. */
  public <T> Decoder<T> decoder(Function<Row, T> meaning) {
    return new Decoder<>(this, meaning);
  }

  /** Reads the column back. */
  public static final class Decoder<T> {
    private final boolean isCoded;
    private final Map<Long, Row> meanings;
    private final Map<Long, T> known = new HashMap<>();
    private final Function<Row, T> meaning;
    private final scala.Function1<Object, Object> toRow;
    private final int columns;

    private Decoder(TextCodes codes, Function<Row, T> meaning) {
      this.isCoded = codes.isCoded;
      this.meanings = codes.meanings.value();
      this.meaning = meaning;
      this.toRow = CatalystTypeConverters.createToScalaConverter(codes.schema);
      this.columns = codes.schema.size();
    }

    public T of(InternalRow row, int ordinal) {
      if (isCoded) {
        return known.computeIfAbsent(
            row.getLong(ordinal), code -> meaning.apply(meanings.get(code)));
      }
      return meaning.apply((Row) toRow.apply(row.getStruct(ordinal, columns)));
    }
  }
}
