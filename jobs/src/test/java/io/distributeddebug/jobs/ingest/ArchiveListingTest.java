package io.distributeddebug.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveListingTest {
  private static final List<Window> AROUND_NINE =
      List.of(window("2026-01-05T09:20:00Z", "2026-01-05T09:25:00Z"));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "/year=2026/month=01/day=05/hour=08/minute=30/, 2026-01-05T08:30:00Z, 2026-01-05T08:31:00Z",
    "/year=2026/month=01/day=05/hour=08/a.gz, 2026-01-05T08:00:00Z, 2026-01-05T09:00:00Z",
    "/traces/year=2026/month=01/day=05/a.gz, 2026-01-05T00:00:00Z, 2026-01-06T00:00:00Z",
    "/2026/01/05/08/a.gz, 2026-01-05T08:00:00Z, 2026-01-05T09:00:00Z",
    "/date=2026-01-05/hour=08/a.gz, 2026-01-05T08:00:00Z, 2026-01-05T09:00:00Z",
    "/dt=2026-01-05-08/a.gz, 2026-01-05T08:00:00Z, 2026-01-05T09:00:00Z",
    "/2026-01-05T08/a.gz, 2026-01-05T08:00:00Z, 2026-01-05T09:00:00Z",
    "/20260105/a.gz, 2026-01-05T00:00:00Z, 2026-01-06T00:00:00Z",
    "/2026010508/a.gz, 2026-01-05T08:00:00Z, 2026-01-05T09:00:00Z",
  })
  void theFoldersSayWhichTimeTheyHold(String path, String from, String to) {
    assertThat(PathTime.below("", path)).contains(window(from, to));
  }

  @ParameterizedTest
  @CsvSource({"/year=2026/", "/2026/13/05/08/a.gz", "/2026-02-30/a.gz", "/12345678/a.gz", "/a.gz"})
  void otherFoldersSayNoTime(String path) {
    assertThat(PathTime.below("", path)).isEmpty();
  }

  @Test
  void aBareDateAboveTheArchiveIsNotThatOfTheData() {
    assertThat(PathTime.below("/backups/2026-02-01", "/backups/2026-02-01/a.gz")).isEmpty();
  }

  @Test
  void onlyHoursThatTheAnswerNeedsAreRead() throws IOException {
    for (int hour = 6; hour <= 12; hour++) {
      file("traces/year=2026/month=01/day=05/hour=%02d/part-0.json.gz".formatted(hour));
    }
    file("traces/year=2026/month=01/day=04/hour=09/part-0.json.gz");
    file("traces/late.json.gz");

    ArchiveListing listing = list(folder.resolve("traces").toString());

    // 09:20 to 09:25, and half an hour more at each side, as exporters are late.
    assertThat(names(listing)).containsExactly("late.json.gz", "08", "09");
    assertThat(listing.leftOut()).isEqualTo(6);
  }

  @Test
  void wildcardsAndPlaceholdersAreLimitedToo() throws IOException {
    for (int hour = 6; hour <= 12; hour++) {
      file("a/2026/01/05/%02d/x.json".formatted(hour));
      file("b/shop.20260105.%02d.d/x.json".formatted(hour));
    }

    assertThat(names(list(folder + "/a/*/*/*/*/*.json"))).containsExactly("08", "09");
    assertThat(names(list(folder + "/b/shop.%Y%m%d.%H.d")))
        .containsExactly("shop.20260105.08.d", "shop.20260105.09.d");
  }

  @Test
  void withoutTimesEverythingIsRead() throws IOException {
    file("a/2026/01/05/08/x.json");
    file("a/2025/01/05/08/x.json");

    ArchiveListing listing =
        ArchiveListing.of(List.of(folder.toString()), List.of(), new Configuration());

    assertThat(listing.files()).hasSize(2);
    assertThat(listing.leftOut()).isZero();
  }

  private ArchiveListing list(String archive) {
    return ArchiveListing.of(List.of(archive), AROUND_NINE, new Configuration());
  }

  /** The folder of each file, or its name where it lies in no folder of a time. */
  private static List<String> names(ArchiveListing listing) {
    return listing.files().stream()
        .map(file -> Path.of(file.uri().replaceFirst("^file:", "")))
        .map(path -> path.getParent().endsWith("traces") ? path : path.getParent())
        .map(path -> path.getFileName().toString().replace("hour=", ""))
        .toList();
  }

  private void file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{}\n");
  }

  private static Window window(String from, String to) {
    return Window.of(Instant.parse(from), Instant.parse(to));
  }
}
