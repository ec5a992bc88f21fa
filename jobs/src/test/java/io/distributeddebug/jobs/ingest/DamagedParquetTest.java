package io.distributeddebug.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.format.ArchiveReader;
import io.distributeddebug.format.CollectingSink;
import io.distributeddebug.format.Explanation;
import io.distributeddebug.format.Position;
import io.distributeddebug.format.ReadResult;
import io.distributeddebug.format.Reject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** B12, B30: whatever a Parquet file holds, reading it ends, and what is lost is said. */
class DamagedParquetTest {
  private static final String SCHEMA =
      "message otel_logs { required int64 Timestamp; required binary Body;"
          + " required group LogAttributes (MAP) { repeated group key_value { required binary key; required binary value; } } }";
  private static final int ROWS = 500;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void writeRowsInManyGroups() {
    file =
        ParquetFile.write(
            folder.resolve("otel_logs.parquet"),
            SCHEMA,
            IntStream.range(0, ROWS)
                .mapToObj(
                    i ->
                        "{\"Timestamp\":%d,\"Body\":\"request %d\",\"LogAttributes\":{\"n\":\"%d\"}}"
                            .formatted(1_767_225_600_000_000_000L + i, i, i * 7919))
                .toArray(String[]::new));
  }

  @Test
  void aWholeFileIsReadWithoutReject() throws IOException {
    CollectingSink sink = read();

    assertThat(sink.logs).hasSize(ROWS);
    assertThat(sink.rejects).isEmpty();
    assertThat(sink.positions).startsWith(Position.of(1, 0), Position.of(2, 0)).isSorted();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 11, 12, 100, 1000})
  void aCutFileIsOneRejectOfTheFile(int length) throws IOException {
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));

    CollectingSink sink = read();

    assertThat(sink.records()).isZero();
    assertThat(sink.rejects).hasSize(1);
    assertThat(sink.rejects.get(0).position()).isEqualTo(Position.WHOLE_FILE);
    assertThat(sink.rejects.get(0).reason()).startsWith("broken Parquet: ").doesNotContain("@");
    assertThat(read().rejects).as("the same again").isEqualTo(sink.rejects);
  }

  @Test
  void aFooterBeyondTheFileIsOneReject() throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[content.length - 5] = 0x7F;
    Files.write(file, content);

    assertThat(read().rejects).hasSize(1);
  }

  @Test
  void aFlippedBitOfAPageIsFoundAndTheGroupsBeforeItAreKept() throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[content.length / 3] ^= 4;
    Files.write(file, content);

    CollectingSink sink = read();

    assertThat(sink.logs.size()).isBetween(1, ROWS - 1);
    assertThat(sink.rejects).hasSize(1);
    assertThat(sink.rejects.get(0).position()).isEqualTo(Position.WHOLE_FILE);
  }

  @Test
  void noDamagedByteEndsTheReadingOrPassesUnsaid() throws IOException {
    byte[] content = Files.readAllBytes(file);
    CollectingSink whole = read();
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      byte[] damaged = content.clone();
      int at = 4 + random.nextInt(damaged.length - 4);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      CollectingSink sink = read();
      boolean lost = sink.logs.size() < whole.logs.size();
      assertThat(!lost || !sink.rejects.isEmpty()).as("damaged at %d", at).isTrue();
    }
  }

  @Test
  void tooManyColumnsAreOneReject() throws IOException {
    StringBuilder schema = new StringBuilder("message otel_logs { required binary Body; ");
    IntStream.range(0, 10_001).forEach(i -> schema.append("optional int32 c" + i + "; "));
    Files.delete(file);
    ParquetFile.write(file, schema + "}", "{\"Body\":\"a\"}");

    assertThat(read().rejects)
        .extracting(Reject::reason)
        .containsExactly("10002 columns, more than 10000");
  }

  @Test
  void columnsOfNoFormatAreSkippedWithAReason() throws IOException {
    Files.delete(file);
    ParquetFile.write(file, "message m { required int32 a; }", "{\"a\":1}");

    assertThat(result(new CollectingSink()))
        .isEqualTo(
            new ReadResult.Skipped(
                "its columns are those of none of: tempo-block, clickhouse-parquet, signoz-parquet"));
  }

  @Test
  void theContentTellsWhateverTheName() throws IOException {
    Path named = Files.move(file, folder.resolve("logs.json.gz"));

    CollectingSink sink = new CollectingSink();
    FileContent.local(named).read(ArchiveReader.standard(), named.toString(), sink);

    assertThat(sink.logs).hasSize(ROWS);
  }

  @Test
  void aPackedFileIsSkippedAndSaysWhy() throws IOException {
    Path packed = folder.resolve("otel_logs.parquet.gz");
    try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(file, gzip);
    }

    Explanation explanation =
        Explanation.of(
            sink ->
                FileContent.local(packed).read(ArchiveReader.standard(), packed.toString(), sink));

    assertThat(explanation.skipped()).contains("a packed Parquet file; unpack it");
  }

  @Test
  void aShortFileThatIsNoneIsReadAsAnyOther() throws IOException {
    Files.write(file, "PA".getBytes(StandardCharsets.UTF_8));

    assertThat(result(new CollectingSink())).isInstanceOf(ReadResult.Skipped.class);
  }

  private CollectingSink read() throws IOException {
    CollectingSink sink = new CollectingSink();
    result(sink);
    return sink;
  }

  private ReadResult result(CollectingSink sink) throws IOException {
    return FileContent.local(file).read(ArchiveReader.standard(), file.toString(), sink);
  }
}
