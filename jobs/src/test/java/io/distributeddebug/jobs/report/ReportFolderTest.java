package io.distributeddebug.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributeddebug.jobs.fault.Failpoint;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.report.Report;
import io.distributeddebug.report.SampleReports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

  @TempDir Path parent;

  @Test
  void holdsTheThreeFilesAndAManifestOfTheirHashesAndNothingElse() throws IOException {
    Report report = SampleReports.slowDatabase();

    String page = folder().write(report);

    assertThat(page).isEqualTo(path("report.html").toString());
    try (var files = Files.list(parent.resolve("report"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("report.html", "report.md", "report.json", "manifest.json");
    }
    Manifest manifest = folder().manifest().orElseThrow();
    assertThat(manifest.runId()).isEqualTo(report.runId());
    assertThat(manifest.sha256().keySet())
        .containsExactly("report.html", "report.md", "report.json");
    for (var file : manifest.sha256().entrySet()) {
      byte[] content = Files.readAllBytes(path(file.getKey()));
      assertThat(file.getValue()).isEqualTo(Manifest.sha256(content));
    }
  }

  @Test
  void aCrashBeforeTheManifestLeavesNoReportAndTheNextRunWritesOverIt() {
    System.setProperty(Failpoint.PROPERTY, "before_report_manifest:throw");
    try {
      assertThatThrownBy(() -> folder().write(report("one", "ask a")))
          .hasMessageContaining("No space left on device");
    } finally {
      System.clearProperty(Failpoint.PROPERTY);
    }
    assertThat(path("report.json")).exists();
    assertThat(folder().manifest()).isEmpty();

    folder().write(report("two", "ask b"));
    assertThat(folder().manifest().orElseThrow().runId()).isEqualTo("two");
  }

  @Test
  void aCrashWhileReplacingAReportLeavesNoneRatherThanTheOldManifestOverNewFiles() {
    folder().write(report("one", "ask a"));
    System.setProperty(Failpoint.PROPERTY, "before_report_manifest:throw");
    try {
      assertThatThrownBy(() -> folder().write(report("two", "ask a")))
          .hasMessageContaining("No space left on device");
    } finally {
      System.clearProperty(Failpoint.PROPERTY);
    }

    assertThat(folder().manifest()).isEmpty();
  }

  @Test
  void theReportOfAnotherQuestionIsNotOverwritten() throws IOException {
    folder().write(report("one", "ask a"));
    byte[] before = Files.readAllBytes(path("report.json"));

    assertThatThrownBy(() -> folder().write(report("two", "ask b")))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(2);
              assertThat(error.hint())
                  .isEqualTo("Choose another folder with --out, or remove this one.");
            })
        .hasMessage(
            "Cannot write the report to '"
                + parent.resolve("report")
                + "': it holds the report of run one, which answers another question");
    assertThat(Files.readAllBytes(path("report.json"))).isEqualTo(before);
  }

  @Test
  void anotherRunOfTheSameQuestionReplacesTheReport() throws IOException {
    folder().write(report("one", "ask a"));
    folder().write(report("two", "ask a"));

    assertThat(folder().manifest().orElseThrow().runId()).isEqualTo("two");
    assertThat(Files.readString(path("report.json"))).contains("\"two\"").doesNotContain("\"one\"");
  }

  @Test
  void aFileInThePlaceOfTheFolderIsOneClearLine() throws IOException {
    Files.writeString(parent.resolve("report"), "mine");

    assertThatThrownBy(() -> folder().write(report("one", "ask a")))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Cannot ")
        .hasMessageContaining(parent.resolve("report").toString());
    assertThat(Files.readString(parent.resolve("report"))).isEqualTo("mine");
  }

  @Test
  void aManifestSurvivesJsonWhateverTheCommand() throws IOException {
    Manifest manifest =
        new Manifest(
            "run", "distributed-debug '\"</script>\u202e\n'", java.util.Map.of("report.md", "00"));

    assertThat(Manifest.fromJson(manifest.toJson())).isEqualTo(manifest);
  }

  @Test
  void whatIsNoManifestIsRefused() {
    for (String text : new String[] {"", "[]", "{}", "{\"run_id\":1,\"sha256\":{}}", "{\"run_"}) {
      assertThatThrownBy(() -> Manifest.fromJson(text.getBytes(StandardCharsets.UTF_8)))
          .as(text)
          .isInstanceOf(IOException.class);
    }
  }

  private ReportFolder folder() {
    return ReportFolder.at(parent.resolve("report").toString(), new Configuration());
  }

  private Path path(String file) {
    return parent.resolve("report").resolve(file);
  }

  private static Report report(String runId, String command) {
    return Report.of(runId, NOON, command).build();
  }
}
