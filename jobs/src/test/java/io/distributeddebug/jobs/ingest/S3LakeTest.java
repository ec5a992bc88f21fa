package io.distributeddebug.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.distributeddebug.jobs.SparkTest;
import io.distributeddebug.jobs.fault.S3Server;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.IngestedFiles;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeDigest;
import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.Metrics;
import io.distributeddebug.jobs.lake.Rejects;
import io.distributeddebug.jobs.lake.Resources;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.Table;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.jobs.lake.Traces;
import io.distributeddebug.jobs.trace.Reconstruct;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake on an object store is the lake that the same archive makes in a folder. */
class S3LakeTest {
  private static final Table[] TABLES = {
    Spans.TABLE,
    Logs.TABLE,
    Metrics.TABLE,
    Resources.TABLE,
    Rejects.TABLE,
    IngestedFiles.TABLE,
    TraceSpans.TABLE,
    Traces.TABLE
  };

  @TempDir static Path folder;
  private static S3Server server;

  @BeforeAll
  static void startStore() throws IOException {
    server = S3Server.start(folder.resolve("s3"));
    server.bucket("telemetry", hadoop());
    OtlpArchive.mixed(folder.resolve("archive"))
        .text("traces/bad.jsonl", OtlpArchive.span(200) + "\n{\"resourceSpans\":[{]\n");
    org.apache.hadoop.fs.Path archive = new org.apache.hadoop.fs.Path("s3a://telemetry/archive");
    archive
        .getFileSystem(hadoop())
        .copyFromLocalFile(
            new org.apache.hadoop.fs.Path(folder.resolve("archive").toUri()), archive);
  }

  @AfterAll
  static void stopStore() {
    server.close();
  }

  @Test
  void ingestsFromTheStoreIntoTheStoreWhatItIngestsLocally() {
    SortedMap<String, String> local =
        ingested(folder.resolve("lake").toString(), "s3a://telemetry/archive");
    assertThat(ingested("s3a://telemetry/lake", "s3a://telemetry/archive")).isEqualTo(local);
    assertThat(
            Ingest.run(
                    lake("s3a://telemetry/lake"),
                    IngestSettings.of(List.of("s3a://telemetry/archive/*/*.jsonl")),
                    Progress.silent())
                .alreadyIngested())
        .isEqualTo(6);
    assertThat(lake("s3a://telemetry/lake").pin().read(Rejects.TABLE).count()).isEqualTo(1);
  }

  @Test
  void F13_storesEachRowOnceWhenTwoIngestTheSameArchiveAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<IngestBalance>> both = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      both.add(
          threads.submit(
              () ->
                  Ingest.run(
                      lake("s3a://telemetry/at-once"),
                      IngestSettings.of(List.of("s3a://telemetry/archive")),
                      Progress.silent())));
    }
    threads.shutdown();
    for (Future<IngestBalance> one : both) {
      one.get();
    }
    assertThat(lake("s3a://telemetry/at-once").pin().read(Spans.TABLE).count()).isEqualTo(101);
    assertThat(lake("s3a://telemetry/at-once").pin().read(Rejects.TABLE).count()).isEqualTo(1);
  }

  @Test
  void F28_saysWithinSecondsThatTheSecretIsWrong() {
    server.reach("wrong-secret", S3Server.KEY, "not-the-secret-of-it", hadoop());
    assertThat(refusal("s3a://wrong-secret/lake", 1))
        .startsWith("Cannot write lake s3a://wrong-secret/lake: the store refuses access")
        .contains("AWS_SECRET_ACCESS_KEY");
  }

  @Test
  void F28_saysWithinSecondsThatTheKeyIsWrong() {
    server.reach("wrong-key", "nobodys-key", "not-the-secret-of-it", hadoop());
    assertThat(refusal("s3a://wrong-key/lake", 1))
        .startsWith("Cannot write lake s3a://wrong-key/lake: the store refuses access");
  }

  @Test
  void F29_saysThatThereIsNoSuchBucket() {
    server.reach("no-such-bucket", S3Server.KEY, S3Server.SECRET, hadoop());
    assertThat(refusal("s3a://no-such-bucket/lake", 2))
        .startsWith("Cannot write lake s3a://no-such-bucket/lake: there is no such bucket");
  }

  @Test
  void F29_saysThatNobodyAnswersAtTheEndpoint() {
    server.reach("unknown-host", S3Server.KEY, S3Server.SECRET, hadoop());
    hadoop().set("fs.s3a.bucket.unknown-host.endpoint", "http://store.invalid:9000");
    assertThat(refusal("s3a://unknown-host/lake", 1))
        .startsWith("Cannot write lake s3a://unknown-host/lake: its host is not known");
    server.reach("closed-port", S3Server.KEY, S3Server.SECRET, hadoop());
    hadoop().set("fs.s3a.bucket.closed-port.endpoint", "http://127.0.0.1:1");
    assertThat(refusal("s3a://closed-port/lake", 1))
        .startsWith("Cannot write lake s3a://closed-port/lake: nobody answers at its endpoint");
  }

  @Test
  void F29_saysThatTheArchivesBucketIsNotThere() {
    server.reach("no-such-archive", S3Server.KEY, S3Server.SECRET, hadoop());
    UserError error =
        catchThrowableOfType(
            UserError.class,
            () ->
                Ingest.run(
                    lake(folder.resolve("other").toString()),
                    IngestSettings.of(List.of("s3a://no-such-archive/x")),
                    Progress.silent()));
    assertThat(error)
        .hasMessage("Cannot read archive s3a://no-such-archive/x: there is no such bucket");
    assertThat(error.exitCode()).isEqualTo(2);
  }

  private static SortedMap<String, String> ingested(String location, String archive) {
    Lake lake = lake(location);
    Ingest.run(lake, IngestSettings.of(List.of(archive)), Progress.silent());
    Reconstruct.bringUpToDate(lake, Progress.silent());
    return LakeDigest.of(lake.pin(), TABLES);
  }

  private static Lake lake(String location) {
    return Lake.openOrCreate(SparkTest.spark(), location, Lake.Writers.SEVERAL);
  }

  private static String refusal(String location, int exitCode) {
    long began = System.nanoTime();
    UserError error = catchThrowableOfType(UserError.class, () -> lake(location));
    assertThat(error).isNotNull();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
    assertThat(error.exitCode()).isEqualTo(exitCode);
    String text = error.getMessage() + "; " + error.hint();
    assertThat(text).doesNotContain("\n", "not-the-secret-of-it", S3Server.SECRET);
    return text;
  }

  private static Configuration hadoop() {
    return SparkTest.spark().sparkContext().hadoopConfiguration();
  }
}
