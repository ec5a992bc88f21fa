package io.distributeddebug.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributeddebug.jobs.SparkTest;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.IngestedFiles;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeDigest;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.Metrics;
import io.distributeddebug.jobs.lake.Rejects;
import io.distributeddebug.jobs.lake.Resources;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.Table;
import io.distributeddebug.telemetry.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {
  static final Table[] ALL = {
    Spans.TABLE, Logs.TABLE, Metrics.TABLE, Resources.TABLE, Rejects.TABLE, IngestedFiles.TABLE
  };

  @TempDir Path folder;

  @Test
  void storesEverySignalAndTellsTheBalance() {
    OtlpArchive archive = OtlpArchive.mixed(folder.resolve("archive"));
    IngestBalance balance = ingest(archive.folder());

    assertThat(balance.total()).isEqualTo(new IngestBalance.Format(5, 300, 300, 0, 0));
    LakeSnapshot lake = lake().pin();
    assertThat(lake.read(Spans.TABLE).count()).isEqualTo(100);
    assertThat(lake.read(Logs.TABLE).count()).isEqualTo(100);
    assertThat(lake.read(Metrics.TABLE).count()).isEqualTo(100);
    assertThat(lake.read(Resources.TABLE).count()).isEqualTo(3);
    assertThat(lake.read(Spans.TABLE).where("span_id = '0000000000000008'").first().mkString("|"))
        .contains("GET /orders/7", "GET /orders/{id}", "shop-1", "SERVER", "2026-01-05");
  }

  @Test
  void addsNothingWhenTheSameArchiveComesAgain() {
    OtlpArchive archive = OtlpArchive.mixed(folder.resolve("archive"));
    ingest(archive.folder());
    SortedMap<String, String> before = LakeDigest.of(lake().pin(), ALL);

    IngestBalance again = ingest(archive.folder());

    assertThat(again.alreadyIngested()).isEqualTo(5);
    assertThat(again.total().records()).isZero();
    assertThat(LakeDigest.of(lake().pin(), ALL)).isEqualTo(before);
  }

  @Test
  void countsRecordsOfAnotherFileThatTheLakeHasAsDuplicates() {
    ingest(new OtlpArchive(folder.resolve("one")).spans("a.jsonl", 0, 50).folder());
    IngestBalance other =
        ingest(
            new OtlpArchive(folder.resolve("two"))
                .spans("b.jsonl", 40, 60)
                .spans("c.jsonl", 55, 62)
                .folder());

    assertThat(other.total()).isEqualTo(new IngestBalance.Format(2, 27, 12, 15, 0));
    assertThat(lake().pin().read(Spans.TABLE).count()).isEqualTo(62);
    assertThat(lake().pin().read(Spans.TABLE).select("span_id").distinct().count()).isEqualTo(62);
  }

  @Test
  void keepsBadLinesAsRejectsWithFileAndPosition() {
    OtlpArchive archive =
        new OtlpArchive(folder.resolve("archive"))
            .spans("good.jsonl", 0, 30)
            .text("traces/bad.jsonl", OtlpArchive.span(40) + "\n{\"resourceSpans\":[{]\n");
    IngestBalance balance = ingest(archive.folder());

    assertThat(balance.total()).isEqualTo(new IngestBalance.Format(2, 32, 31, 0, 1));
    assertThat(lake().pin().read(Rejects.TABLE).collectAsList())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.getString(0)).endsWith("traces/bad.jsonl");
              assertThat(row.getString(1)).isEqualTo("line 2");
            });
  }

  /** B23: such times are in archives. */
  @Test
  void takesTimesAtTheEndsOf64Bits() {
    String latest =
        OtlpArchive.span(1)
            .replaceFirst(
                "\"startTimeUnixNano\": ?\"?\\d+\"?",
                "\"startTimeUnixNano\":\"" + Long.MAX_VALUE + "\"");
    assertThat(latest).contains(Long.toString(Long.MAX_VALUE));
    String earliest = latest.replace(Long.toString(Long.MAX_VALUE), "" + Long.MIN_VALUE);
    OtlpArchive archive =
        new OtlpArchive(folder.resolve("archive"))
            .text("traces/a.jsonl", latest + "\n" + OtlpArchive.span(2) + "\n" + earliest + "\n");

    IngestBalance balance = ingest(archive.folder());

    assertThat(balance.total()).isEqualTo(new IngestBalance.Format(1, 3, 3, 0, 0));
    assertThat(balance.window()).contains(new Window(Long.MIN_VALUE, Long.MAX_VALUE));
  }

  @Test
  void F14_storesTheRowsOfBothWhenTwoIngestDifferentArchivesAtOnce() throws Exception {
    Lake lake = lake();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<IngestBalance>> both = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      OtlpArchive archive =
          new OtlpArchive(folder.resolve("archive" + i)).spans("a.jsonl", 50 * i, 50 * i + 50);
      both.add(threads.submit(() -> ingest(archive.folder())));
    }
    threads.shutdown();
    for (Future<IngestBalance> one : both) {
      // Either may have found the other's plan and gone on with it, and then tells of both.
      assertThat(one.get().total().stored()).isGreaterThanOrEqualTo(50);
    }

    assertThat(lake.pin().read(Spans.TABLE).count()).isEqualTo(100);
    assertThat(lake.pin().read(Spans.TABLE).select("span_id").distinct().count()).isEqualTo(100);
  }

  /** Also in a folder whose name looks like the place of an entry. */
  @Test
  void readsTheFilesInsideAnArchiveOfFilesAndNamesThemInEachRow() throws IOException {
    Path packed = Files.createDirectories(folder.resolve("packed!")).resolve("all.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(packed))) {
      for (String name : List.of("a.jsonl", "same.jsonl", "bad.jsonl", "README.md")) {
        zip.putNextEntry(new ZipEntry(name));
        String text =
            switch (name) {
              case "README.md" -> "Read me.";
              case "bad.jsonl" -> OtlpArchive.span(2) + "\n{\"resourceSpans\":[{]\n";
              default -> OtlpArchive.span(1) + "\n";
            };
        zip.write(text.getBytes(StandardCharsets.UTF_8));
      }
    }
    IngestBalance balance =
        Ingest.run(
            lake(),
            new IngestSettings(
                List.of(packed.toString()), Optional.empty(), Map.of(), List.of(), 0.5, 200),
            Progress.silent());

    assertThat(balance.total()).isEqualTo(new IngestBalance.Format(1, 4, 2, 1, 1));
    assertThat(balance.skipped())
        .singleElement()
        .satisfies(skipped -> assertThat(skipped.file()).endsWith("packed!/all.zip!/README.md"));
    assertThat(files(Spans.TABLE)).containsExactly("all.zip!/a.jsonl", "all.zip!/bad.jsonl");
    assertThat(files(Rejects.TABLE)).containsExactly("all.zip!/bad.jsonl");
    assertThat(files(IngestedFiles.TABLE)).containsOnly("all.zip");
  }

  private List<String> files(Table table) {
    return lake().pin().read(table).select("file").collectAsList().stream()
        .map(row -> row.getString(0).replaceFirst(".*packed!/", ""))
        .sorted()
        .toList();
  }

  @Test
  void storesNothingWhenTooMuchOfAnArchiveIsRejected() {
    OtlpArchive archive =
        new OtlpArchive(folder.resolve("archive"))
            .text("bad.jsonl", OtlpArchive.span(40) + "\n{\"resourceSpans\":[{]\n");
    assertThatThrownBy(() -> ingest(archive.folder()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("1 of 2 records cannot be read, above --max-reject-ratio=0.1");
    assertThat(lake().pin().read(Spans.TABLE).count()).isZero();
  }

  @Test
  void namesAnArchiveThatIsNotThere() {
    assertThatThrownBy(() -> ingest(folder.resolve("nowhere")))
        .isInstanceOfSatisfying(UserError.class, error -> assertThat(error.exitCode()).isEqualTo(2))
        .hasMessageContaining("there is no such file or folder");
  }

  @Test
  void makesNoLakeForAnArchiveThatIsNotThere() {
    assertThatThrownBy(
            () ->
                Ingest.run(
                    this::lake,
                    SparkTest.hadoop(),
                    IngestSettings.of(List.of(folder.resolve("nowhere").toString())),
                    Progress.silent()))
        .isInstanceOf(UserError.class);
    assertThat(folder.resolve("lake")).doesNotExist();
  }

  @Test
  void passesOverFilesThatAreNotComplete() {
    OtlpArchive archive =
        new OtlpArchive(folder.resolve("archive"))
            .spans("a.jsonl", 0, 3)
            .text("_temporary/0/part-0", "x")
            .text(".hidden", "x")
            .text("traces/.a.jsonl.crc", "x")
            .text("incident.truth.json", "{}");
    IngestBalance balance = ingest(archive.folder());
    assertThat(balance.skipped()).hasSize(4);
    assertThat(balance.total().files()).isEqualTo(1);
  }

  private Lake lake() {
    return Lake.openOrCreate(
        SparkTest.spark(), folder.resolve("lake").toString(), Lake.Writers.SEVERAL);
  }

  private IngestBalance ingest(Path archive) {
    return Ingest.run(lake(), IngestSettings.of(List.of(archive.toString())), Progress.silent());
  }
}
