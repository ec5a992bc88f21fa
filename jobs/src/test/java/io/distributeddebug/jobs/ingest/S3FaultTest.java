package io.distributeddebug.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.distributeddebug.jobs.SparkTest;
import io.distributeddebug.jobs.fault.FaultProxy;
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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Rows F of the fault catalogue that a store and the network before it can bring about. */
class S3FaultTest {
  private static final Table[] TABLES = {
    Spans.TABLE, Logs.TABLE, Metrics.TABLE, Resources.TABLE, Rejects.TABLE, IngestedFiles.TABLE
  };
  private static final int ALWAYS = 1_000_000;

  @TempDir static Path folder;
  private static S3Server server;
  private FaultProxy proxy;
  private String bucket;

  @BeforeAll
  static void startStore() {
    server = S3Server.startOpen(folder.resolve("s3"));
  }

  @AfterAll
  static void stopStore() {
    server.close();
  }

  /** Each test has a bucket of its own, with an archive, behind a proxy of its own. */
  @BeforeEach
  void standBeforeTheStore(TestInfo test) throws IOException {
    bucket = "b" + test.getDisplayName().replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    bucket = bucket.substring(0, Math.min(60, bucket.length()));
    proxy = FaultProxy.before(server.port());
    server.bucket(bucket, hadoop());
    set("endpoint", proxy.endpoint());
    set("retry.interval", "20ms"); // the product's pauses are longer, and double as these do
    set("retry.throttle.interval", "20ms");
    upload(OtlpArchive.mixed(folder.resolve(bucket)).folder(), "archive");
  }

  @AfterEach
  void leaveTheStore() {
    proxy.close();
  }

  @Test
  void F18_aCommitWhoseAnswerIsLostIsMadeOnce() {
    SortedMap<String, String> undisturbed = ingested("calm");
    proxy.every(2, 4, "PUT", "/disturbed/.*_delta_log/.*json", FaultProxy.loseAnswer());
    assertThat(ingested("disturbed")).isEqualTo(undisturbed);
    assertThat(commits("disturbed")).isEqualTo(commits("calm"));
    assertThat(proxy.met()).isEqualTo(4);
  }

  @Test
  void F20_aConflictThatIsNoneIsTriedAgain() {
    SortedMap<String, String> undisturbed = ingested("calm");
    proxy.every(
        3,
        3,
        "PUT",
        "/disturbed/.*_delta_log/.*json",
        FaultProxy.refuse(409, "ConditionalRequestConflict"));
    assertThat(ingested("disturbed")).isEqualTo(undisturbed);
    assertThat(proxy.met()).isEqualTo(3);
  }

  @Test
  void F21_aStoreThatIgnoresConditionsIsRefused() {
    proxy.first(ALWAYS, "PUT", ".", FaultProxy.stripHeader("If-None-Match"));
    UserError error = refusal("lake");
    assertThat(error).hasMessageContaining("does not let exactly one of two writers create a file");
    assertThat(error.hint()).contains("--single-writer");
    assertThat(error.exitCode()).isEqualTo(1);
    assertThat(objects("lake")).isEmpty();
  }

  @Test
  void F22_aStoreThatIsBusyForAWhileIsWaitedFor() {
    SortedMap<String, String> undisturbed = ingested("calm");
    for (String method : List.of("GET", "HEAD", "PUT")) {
      proxy.every(3, 15, method, ".", FaultProxy.refuse(503, "SlowDown"));
    }
    assertThat(ingested("disturbed")).isEqualTo(undisturbed);
    assertThat(proxy.met()).isGreaterThan(20);
  }

  @Test
  void F22_aStoreThatStaysBusyIsNamed() {
    set("retry.throttle.limit", "2");
    proxy.first(ALWAYS, "GET", "/archive/.*jsonl", FaultProxy.refuse(503, "SlowDown"));
    UserError error = failure("lake");
    assertThat(error.getMessage()).startsWith("Cannot read archive s3a://" + bucket + "/archive/");
    assertThat(error.exitCode()).isEqualTo(1);
  }

  @Test
  void F23_aConnectionThatBreaksInTheMiddleOfAFileLosesNothing() {
    SortedMap<String, String> undisturbed = ingested("calm");
    proxy.every(2, 5, "GET", "/archive/.*jsonl", FaultProxy.cutBody(3000, () -> {}));
    assertThat(ingested("disturbed")).isEqualTo(undisturbed);
    assertThat(proxy.met()).isGreaterThan(1);
  }

  @Test
  void F25_aFlippedBitIsFoundByTheFilesChecksum() throws IOException {
    Path packed = Files.createDirectories(folder.resolve(bucket).resolve("packed"));
    Files.write(packed.resolve("spans.jsonl.gz"), gzip(spans(0, 400)));
    upload(packed, "packed");
    proxy.first(ALWAYS, "GET", "/packed/", FaultProxy.flipBit(4000));
    Lake lake = lake("lake");
    IngestBalance balance =
        Ingest.run(
            lake,
            new IngestSettings(
                List.of("s3a://" + bucket + "/packed"),
                Optional.empty(),
                Map.of(),
                List.of(),
                1,
                200),
            Progress.silent());
    assertThat(balance.total().rejects()).isPositive();
    assertThat(rejectReasons("lake")).anyMatch(reason -> reason.startsWith("broken gz data"));
  }

  @Test
  void F26_aFileThatIsReplacedWhileItIsReadIsNotMixed() {
    OtlpArchive other =
        new OtlpArchive(folder.resolve(bucket + "-other")).spans("08.jsonl", 500, 560);
    proxy.first(
        1,
        "GET",
        "/archive/traces/08",
        FaultProxy.cutBody(5000, () -> upload(other.folder(), "archive")));
    IngestBalance first = ingest("lake");
    assertThat(first.formats().get("lost").rejects()).isEqualTo(1);
    assertThat(rejectReasons("lake")).containsExactly("changed while it was read; ingest it again");
    assertThat(spanNumbers("lake")).isEqualTo(numbers(60, 100));
    assertThat(ingest("lake").alreadyIngested()).isEqualTo(4);
    assertThat(spanNumbers("lake"))
        .isEqualTo(Stream.concat(numbers(60, 100).stream(), numbers(500, 560).stream()).toList());
  }

  @Test
  void F27_aFileThatIsGoneIsARejectAndIsTakenWhenItIsBack() {
    proxy.first(ALWAYS, "HEAD", "/archive/traces/08.jsonl", FaultProxy.refuse(404, "NoSuchKey"));
    ingest("lake");
    assertThat(rejectReasons("lake")).containsExactly("gone since it was listed");
    assertThat(spanNumbers("lake")).isEqualTo(numbers(60, 100));
    proxy.calm();
    ingest("lake");
    assertThat(spanNumbers("lake")).isEqualTo(numbers(0, 100));
  }

  @Test
  void F30_aFileThatIsRefusedIsARejectAndTheOthersAreTaken() {
    proxy.first(ALWAYS, "GET", "/archive/traces/08", FaultProxy.refuse(403, "AccessDenied"));
    ingest("lake");
    assertThat(rejectReasons("lake")).containsExactly("access to it is refused");
    assertThat(spanNumbers("lake")).isEqualTo(numbers(60, 100));
  }

  @Test
  void F30_aStoreThatMayNotBeWrittenIsNamed() {
    proxy.first(ALWAYS, "PUT", ".", FaultProxy.refuse(403, "AccessDenied"));
    UserError error = refusal("lake");
    assertThat(error)
        .hasMessage(
            "Cannot write lake s3a://" + bucket + "/lake: the store refuses access (AccessDenied)");
    assertThat(objects("lake")).isEmpty();
  }

  @Test
  void F30_anArchiveThatMayNotBeListedIsNamed() {
    Lake lake = lake("lake");
    proxy.first(ALWAYS, "GET", "list-type=2.*archive", FaultProxy.refuse(403, "AccessDenied"));
    UserError error =
        catchThrowableOfType(UserError.class, () -> Ingest.run(lake, archive(), Progress.silent()));
    assertThat(error)
        .hasMessage(
            "Cannot read archive s3a://"
                + bucket
                + "/archive: the store refuses access (AccessDenied)");
    assertThat(error.exitCode()).isEqualTo(1);
  }

  private void set(String name, String value) {
    hadoop().set("fs.s3a.bucket." + bucket + "." + name, value);
  }

  private SortedMap<String, String> ingested(String lake) {
    ingest(lake);
    return LakeDigest.of(lake(lake).pin(), TABLES);
  }

  private IngestBalance ingest(String lake) {
    return Ingest.run(lake(lake), archive(), Progress.silent());
  }

  private UserError failure(String lake) {
    Lake opened = lake(lake);
    return catchThrowableOfType(
        UserError.class, () -> Ingest.run(opened, archive(), Progress.silent()));
  }

  private UserError refusal(String lake) {
    return catchThrowableOfType(UserError.class, () -> lake(lake));
  }

  private IngestSettings archive() {
    return IngestSettings.of(List.of("s3a://" + bucket + "/archive"));
  }

  private Lake lake(String name) {
    return Lake.openOrCreate(
        SparkTest.spark(), "s3a://" + bucket + "/" + name, Lake.Writers.SEVERAL);
  }

  private List<String> rejectReasons(String lake) {
    return lake(lake)
        .pin()
        .read(Rejects.TABLE)
        .select("reason")
        .as(Encoders.STRING())
        .collectAsList();
  }

  private List<Integer> spanNumbers(String lake) {
    return lake(lake)
        .pin()
        .read(Spans.TABLE)
        .select(functions.expr("cast(conv(span_id, 16, 10) as int) - 1"))
        .as(Encoders.INT())
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  private List<String> commits(String lake) {
    return objects(lake).stream()
        .filter(name -> name.matches(".*/_delta_log/[0-9]+\\.json"))
        .map(name -> name.substring(name.indexOf("/" + lake + "/") + lake.length() + 2))
        .toList();
  }

  private List<String> objects(String lake) {
    Path root = server.folderOf(bucket).resolve(lake);
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  private static String spans(int from, int to) {
    StringBuilder lines = new StringBuilder();
    IntStream.range(from, to)
        .forEach(number -> lines.append(OtlpArchive.span(number)).append('\n'));
    return lines.toString();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private void upload(Path from, String to) {
    org.apache.hadoop.fs.Path target = new org.apache.hadoop.fs.Path("s3a://" + bucket + "/" + to);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        target
            .getFileSystem(hadoop())
            .copyFromLocalFile(
                new org.apache.hadoop.fs.Path(file.toUri()),
                new org.apache.hadoop.fs.Path(target, from.relativize(file).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Configuration hadoop() {
    return SparkTest.spark().sparkContext().hadoopConfiguration();
  }
}
