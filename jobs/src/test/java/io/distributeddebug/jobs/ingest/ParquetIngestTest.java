package io.distributeddebug.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.jobs.SparkTest;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeDigest;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.Rejects;
import io.distributeddebug.jobs.lake.Spans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Archives that are Parquet are ingested as any other: once, without secrets, all accounted for.
 */
class ParquetIngestTest {
  private static final String LOGS =
      "message otel_logs { required int64 Timestamp (TIMESTAMP(NANOS,true)); required binary Body;"
          + " required group LogAttributes (MAP) { repeated group key_value { required binary key; required binary value; } } }";

  @TempDir Path folder;
  private Path archive;

  @BeforeEach
  void writeABlockOfTempoAndATableOfClickHouse() throws IOException {
    archive = folder.resolve("archive");
    Path block = Files.createDirectories(archive.resolve("tenant/6c1a"));
    Files.writeString(
        block.resolve("meta.json"),
        "{\"format\":\"vParquet4\",\"dedicatedColumns\":[{\"n\":\"db.system\"}]}");
    Files.writeString(block.resolve("bloom-0"), "bits");
    ParquetFile.write(
        block.resolve("data.parquet"),
        TempoSchema.version4(),
        IntStream.range(0, 40).mapToObj(ParquetIngestTest::trace).toArray(String[]::new));
    ParquetFile.write(
        archive.resolve("otel_logs.parquet"),
        LOGS,
        IntStream.range(0, 60).mapToObj(ParquetIngestTest::log).toArray(String[]::new));
  }

  @Test
  void eachRecordIsStoredOnceAndTheBalanceIsTold() {
    IngestBalance balance = ingest();

    assertThat(balance.formats().get("tempo-block"))
        .isEqualTo(new IngestBalance.Format(1, 40, 39, 0, 1));
    assertThat(balance.formats().get("clickhouse-parquet"))
        .isEqualTo(new IngestBalance.Format(1, 60, 60, 0, 0));
    assertThat(balance.skipped())
        .anySatisfy(file -> assertThat(file.file()).endsWith("meta.json"))
        .anySatisfy(file -> assertThat(file.reason()).isEqualTo("index of a Tempo block"));
    LakeSnapshot lake = lake().pin();
    assertThat(lake.read(Spans.TABLE).count()).isEqualTo(39);
    assertThat(lake.read(Logs.TABLE).count()).isEqualTo(60);
    assertThat(lake.read(Spans.TABLE).where("attributes['db.system.name'] = 'redis'").count())
        .isEqualTo(39);
    assertThat(lake.read(Rejects.TABLE).collectAsList())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.getString(0)).endsWith("tenant/6c1a/data.parquet");
              assertThat(row.getString(1)).isEqualTo("line 18");
              assertThat(row.getString(3)).isEqualTo("no usable span id");
            });
  }

  @Test
  void theSameFilesAddNothingAndRowsThatTheLakeHasAreDuplicates() {
    ingest();
    var before = LakeDigest.of(lake().pin(), Spans.TABLE, Logs.TABLE, Rejects.TABLE);

    IngestBalance again = ingest();
    ParquetFile.write(archive.resolve("more.parquet"), LOGS, log(59), log(60));
    IngestBalance more = ingest();

    assertThat(again.alreadyIngested()).isEqualTo(3);
    assertThat(again.total().records()).isZero();
    assertThat(more.total()).isEqualTo(new IngestBalance.Format(1, 2, 1, 1, 0));
    assertThat(LakeDigest.of(lake().pin(), Spans.TABLE, Rejects.TABLE))
        .isEqualTo(without(before, Logs.TABLE.name()));
    assertThat(lake().pin().read(Logs.TABLE).count()).isEqualTo(61);
  }

  @Test
  void secretsAreRedacted() {
    ingest();

    assertThat(lake().pin().read(Logs.TABLE).where("body like '%hunter2%'").count()).isZero();
    assertThat(lake().pin().read(Logs.TABLE).where("body like '%redacted%'").count()).isEqualTo(60);
  }

  private static java.util.SortedMap<String, String> without(
      java.util.SortedMap<String, String> digest, String table) {
    java.util.SortedMap<String, String> rest = new java.util.TreeMap<>(digest);
    rest.remove(table);
    return rest;
  }

  private static String trace(int number) {
    String span = number == 17 ? "0x00" : "0x%016x".formatted(number + 1);
    return """
        {"TraceID":"0x%032x","rs":[{"Resource":{"ServiceName":"cart"},"ss":[{"Spans":[{"SpanID":"%s","Name":"GET /","Kind":2,\
        "StartTimeUnixNano":%d,"DurationNano":500,"DedicatedAttributes":{"String01":"redis"}}]}]}]}
        """
        .formatted(number + 1, span, 1_767_225_600_000_000_000L + number);
  }

  private static String log(int number) {
    return "{\"Timestamp\":%d,\"Body\":\"request %d password=hunter2 ended\",\"LogAttributes\":{\"n\":\"%d\"}}"
        .formatted(1_767_225_600_000_000_000L + number, number, number);
  }

  private IngestBalance ingest() {
    return Ingest.run(lake(), IngestSettings.of(List.of(archive.toString())), Progress.silent());
  }

  private Lake lake() {
    return Lake.openOrCreate(
        SparkTest.spark(), folder.resolve("lake").toString(), Lake.Writers.SEVERAL);
  }
}
