package io.distributeddebug.jobs.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are read with parquet-java, and compared with those that it writes of the same rows. */
class ColumnarFileTest {
  private static final MapType TEXTS =
      new MapType(DataTypes.StringType, DataTypes.StringType, false);
  private static final StructType SCHEMA =
      new StructType()
          .add("text", DataTypes.StringType)
          .add("number", DataTypes.LongType)
          .add("real", DataTypes.DoubleType)
          .add("flag", DataTypes.BooleanType)
          .add("day", DataTypes.DateType)
          .add("bytes", DataTypes.BinaryType)
          .add("texts", TEXTS)
          .add("reals", new MapType(DataTypes.StringType, DataTypes.DoubleType, true))
          .add("list", new ArrayType(DataTypes.StringType, false))
          .add(
              "events",
              new ArrayType(
                  new StructType()
                      .add("nanos", DataTypes.LongType)
                      .add("name", DataTypes.StringType)
                      .add("attributes", TEXTS),
                  false));

  private static final Configuration CONFIGURATION = new Configuration();

  @Property(tries = 40)
  void holdsTheRowsAndTheStatisticsOfTheOracle(
      @ForAll long seed, @ForAll @IntRange(max = 400) int rows) throws IOException {
    Path folder = Files.createTempDirectory("columnar");
    try {
      Random random = new Random(seed);
      List<Object[]> given = new ArrayList<>();
      for (int i = 0; i < rows; i++) {
        given.add(row(random));
      }
      compareWithOracle(folder, SCHEMA, given);
    } finally {
      FileUtil.fullyDelete(folder.toFile());
    }
  }

  @Test
  void cutsPagesAndDropsDictionariesWithoutLosingARow(@TempDir Path folder) throws IOException {
    StructType schema =
        new StructType()
            .add("same", DataTypes.StringType)
            .add("few", DataTypes.StringType)
            .add("each", DataTypes.StringType)
            .add("later_each", DataTypes.StringType)
            .add("time", DataTypes.LongType)
            .add("later_time", DataTypes.LongType)
            .add("code", DataTypes.DoubleType)
            .add("texts", TEXTS);
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 160_000; i++) {
      rows.add(
          new Object[] {
            "batch",
            "operation " + i % 37,
            Integer.toHexString(i * 0x9E3779B9),
            i < 10_000 ? "early" : "a text that comes once, number " + i,
            1_767_601_800_000_000_000L + 977L * i,
            i < 10_000 ? 7L : i * 31L,
            i % 5 == 0 ? null : 200.0 + i % 7,
            i % 3 == 0 ? Map.of() : new TreeMap<>(Map.of("k" + i % 11, "v" + i % 1000))
          });
    }

    ParquetMetadata footer = compareWithOracle(folder, schema, rows);

    assertThat(encodings(footer, "same")).contains(Encoding.RLE_DICTIONARY);
    assertThat(encodings(footer, "each")).doesNotContain(Encoding.RLE_DICTIONARY);
    assertThat(encodings(footer, "later_each")).contains(Encoding.RLE_DICTIONARY, Encoding.PLAIN);
    assertThat(encodings(footer, "time")).doesNotContain(Encoding.RLE_DICTIONARY);
    assertThat(encodings(footer, "later_time")).contains(Encoding.RLE_DICTIONARY, Encoding.PLAIN);
  }

  @Test
  void endsPagesAndRowGroupsBySizeWhereRowsAreLarge(@TempDir Path folder) throws IOException {
    StructType schema = new StructType().add("text", DataTypes.StringType);
    Random random = new Random(1);
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      byte[] noise = new byte[1 << 20];
      random.nextBytes(noise);
      for (int j = 0; j < noise.length; j++) {
        noise[j] = (byte) (33 + (noise[j] & 63));
      }
      rows.add(new Object[] {new String(noise, java.nio.charset.StandardCharsets.US_ASCII)});
    }

    ParquetMetadata footer = compareWithOracle(folder, schema, rows);

    assertThat(footer.getBlocks()).hasSizeGreaterThan(1);
  }

  @Test
  void textsMadeToShareTheirHashOnlyLoseTheirDictionary(@TempDir Path folder) throws IOException {
    StructType schema = new StructType().add("text", DataTypes.StringType);
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 1 << 12; i++) {
      StringBuilder text = new StringBuilder();
      for (int bit = 0; bit < 12; bit++) {
        text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      rows.add(new Object[] {text.toString()});
      rows.add(new Object[] {text.toString()});
    }
    assertThat(rows.stream().map(row -> row[0].hashCode()).distinct()).hasSize(1);

    ParquetMetadata footer = compareWithOracle(folder, schema, rows);

    assertThat(encodings(footer, "text")).doesNotContain(Encoding.RLE_DICTIONARY);
  }

  private static ParquetMetadata compareWithOracle(
      Path folder, StructType schema, List<Object[]> rows) throws IOException {
    org.apache.hadoop.fs.Path ours = new org.apache.hadoop.fs.Path(folder + "/ours.parquet");
    org.apache.hadoop.fs.Path oracle = new org.apache.hadoop.fs.Path(folder + "/oracle.parquet");
    ParquetMetadata footer;
    int[] places = IntStream.range(0, schema.length()).toArray();
    try (ColumnarFile file = new ColumnarFile(ours, schema, CONFIGURATION)) {
      for (Object[] row : rows) {
        file.write(row, places);
      }
      footer = file.finish();
    }
    ParquetMetadata expected;
    ParquetWriter<Object[]> writer = RecordConsumerRows.open(oracle, schema, CONFIGURATION);
    try (writer) {
      for (Object[] row : rows) {
        writer.write(row);
      }
    }
    expected = writer.getFooter();
    assertSameRows(ours, oracle);
    boolean oneGroupEach = footer.getBlocks().size() + expected.getBlocks().size() <= 2;
    assertThat(ranges(footer, oneGroupEach)).isEqualTo(ranges(expected, oneGroupEach));
    return footer;
  }

  private static void assertSameRows(
      org.apache.hadoop.fs.Path ours, org.apache.hadoop.fs.Path oracle) throws IOException {
    try (ParquetReader<Group> actual = reader(ours);
        ParquetReader<Group> expected = reader(oracle)) {
      Group wanted = expected.read();
      while (wanted != null) {
        assertThat(String.valueOf(actual.read())).isEqualTo(wanted.toString());
        wanted = expected.read();
      }
      assertThat(actual.read()).isNull();
    }
  }

  private static ParquetReader<Group> reader(org.apache.hadoop.fs.Path file) throws IOException {
    return ParquetReader.builder(new GroupReadSupport(), file).withConf(CONFIGURATION).build();
  }

  /** By column: how many values, and of an only row group least, greatest and missing ones. */
  private static Map<String, String> ranges(ParquetMetadata footer, boolean isOnlyGroup) {
    Map<String, String> ranges = new TreeMap<>();
    Map<String, Long> counts = new TreeMap<>();
    for (BlockMetaData block : footer.getBlocks()) {
      for (ColumnChunkMetaData chunk : block.getColumns()) {
        counts.merge(chunk.getPath().toDotString(), chunk.getValueCount(), Long::sum);
      }
    }
    counts.forEach((column, count) -> ranges.put(column, count + " values"));
    if (isOnlyGroup && !footer.getBlocks().isEmpty()) {
      for (ColumnChunkMetaData chunk : footer.getBlocks().get(0).getColumns()) {
        ranges.merge(chunk.getPath().toDotString(), ", " + chunk.getStatistics(), String::concat);
      }
    }
    return ranges;
  }

  private static List<Encoding> encodings(ParquetMetadata footer, String column) {
    List<Encoding> encodings = new ArrayList<>();
    for (BlockMetaData block : footer.getBlocks()) {
      for (ColumnChunkMetaData chunk : block.getColumns()) {
        if (chunk.getPath().toDotString().equals(column)) {
          encodings.addAll(chunk.getEncodings());
        }
      }
    }
    return encodings;
  }

  private static Object[] row(Random random) {
    Object[] row = {
      text(random),
      random.nextInt(3) == 0 ? random.nextLong() : (long) random.nextInt(9),
      random.nextInt(9) == 0 ? Double.NaN : random.nextGaussian(),
      random.nextBoolean(),
      random.nextInt(40_000),
      text(random).getBytes(java.nio.charset.StandardCharsets.UTF_8),
      texts(random),
      reals(random),
      Arrays.asList(texts(random).keySet().toArray()),
      events(random)
    };
    for (int i = 0; i < row.length; i++) {
      row[i] = random.nextInt(8) == 0 ? null : row[i];
    }
    return row;
  }

  private static String text(Random random) {
    String[] known = {
      "", "a", "b", "GET /cart", "\uD83D\uDE00", "\u00e9\u00e8", "\uFFFD", "\uD800"
    };
    return random.nextInt(4) == 0
        ? Long.toHexString(random.nextLong())
        : known[random.nextInt(known.length)];
  }

  private static Map<String, String> texts(Random random) {
    Map<String, String> texts = new TreeMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      texts.put(text(random), text(random));
    }
    return texts;
  }

  private static Map<String, Double> reals(Random random) {
    Map<String, Double> reals = new TreeMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      reals.put(text(random), random.nextInt(4) == 0 ? null : (double) random.nextInt(600));
    }
    return reals;
  }

  private static List<Object> events(Random random) {
    List<Object> events = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      events.add(
          new Object[] {
            random.nextInt(4) == 0 ? null : random.nextLong(),
            random.nextInt(4) == 0 ? null : text(random),
            random.nextInt(4) == 0 ? null : texts(random)
          });
    }
    return events;
  }
}
