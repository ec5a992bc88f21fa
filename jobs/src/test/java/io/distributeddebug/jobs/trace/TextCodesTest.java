package io.distributeddebug.jobs.trace;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.jobs.SparkTest;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

class TextCodesTest {
  private static final List<Column> COLUMNS = List.of(col("col1"), col("col2"));

  @Test
  void areOneNumberARowThatIsReadBack() {
    Dataset<Row> rows = rows();
    TextCodes codes = TextCodes.of(rows, COLUMNS);
    assertThat(rows.select(codes.column(COLUMNS)).schema().apply(0).dataType())
        .isEqualTo(DataTypes.LongType);
    assertThat(readBack(rows, codes)).containsExactly("cart 7", "cart 8", "web 7", "cart 7");
  }

  @Test
  void letTheTextsTravelWhereThereAreTooMany() {
    Dataset<Row> rows = rows();
    TextCodes codes = TextCodes.of(rows, COLUMNS, 2);
    assertThat(rows.select(codes.column(COLUMNS)).schema().apply(0).dataType().typeName())
        .isEqualTo("struct");
    assertThat(readBack(rows, codes)).containsExactly("cart 7", "cart 8", "web 7", "cart 7");
  }

  private static Dataset<Row> rows() {
    return SparkTest.spark()
        .sql("SELECT * FROM VALUES ('cart', 7), ('cart', 8), ('web', 7), ('cart', 7)");
  }

  private static List<String> readBack(Dataset<Row> rows, TextCodes codes) {
    List<InternalRow> coded =
        rows.select(codes.column(COLUMNS))
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .map(InternalRow::copy)
            .collect();
    TextCodes.Decoder<String> decoder =
        codes.decoder(row -> row.getString(0) + " " + row.getInt(1));
    return coded.stream().map(row -> decoder.of(row, 0)).toList();
  }
}
