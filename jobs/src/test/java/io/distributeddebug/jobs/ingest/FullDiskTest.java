package io.distributeddebug.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributeddebug.jobs.SparkTest;
import io.distributeddebug.jobs.fault.SmallDisk;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.Investigations;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeDigest;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F32, F34: a disk that is full or read-only is said in one line, and nothing half-written shows.
 */
class FullDiskTest {
  @TempDir Path folder;
  private String archive;

  @BeforeEach
  void writeArchive() {
    archive = OtlpArchive.mixed(folder.resolve("archive")).folder().toString();
  }

  @Test
  void F32_saysThatTheLakesDiskIsFullAndGoesOnWhenThereIsRoom() throws Exception {
    Ingest.run(
        lake(folder.resolve("roomy")), IngestSettings.of(List.of(archive)), Progress.silent());
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"))) {
      Lake lake = lake(disk.folder().resolve("lake"));
      disk.fill();
      assertThatThrownBy(
              () -> Ingest.run(lake, IngestSettings.of(List.of(archive)), Progress.silent()))
          .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.exitCode()).isEqualTo(1))
          .hasMessageStartingWith("Cannot ")
          .hasMessageContaining(lake.shown())
          .hasMessageEndingWith(": no space left on the disk");
      assertThatThrownBy(() -> investigate(lake))
          .isInstanceOf(UserError.class)
          .hasMessageEndingWith(": no space left on the disk");
      assertThat(lake.statistics()).allSatisfy(table -> assertThat(table.rows()).isZero());
      disk.makeRoom();
      Ingest.run(lake, IngestSettings.of(List.of(archive)), Progress.silent());
      assertThat(LakeDigest.of(lake.pin(), IngestTest.ALL))
          .isEqualTo(LakeDigest.of(lake(folder.resolve("roomy")).pin(), IngestTest.ALL));
    }
  }

  @Test
  void F34_saysThatTheLakeIsReadOnlyAndStillReadsIt() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"))) {
      Lake lake = lake(disk.folder().resolve("lake"));
      investigate(lake);
      disk.makeReadOnly();
      assertThatThrownBy(() -> lake(disk.folder().resolve("lake")))
          .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.exitCode()).isEqualTo(1))
          .hasMessage("Cannot write lake " + lake.shown() + ": the file system is read-only");
      assertThatThrownBy(() -> investigate(lake))
          .isInstanceOf(UserError.class)
          .hasMessageEndingWith(": the file system is read-only");
      assertThat(lake.pin().read(Investigations.TABLE).count()).isEqualTo(1);
    }
  }

  private static void investigate(Lake lake) {
    lake.replaceInvestigation(
        Investigations.TABLE,
        "aa",
        List.of(RowFactory.create("aa", "run", "why?", 1L, 2L, 3L, 4L, "because")));
  }

  private static Lake lake(Path folder) {
    return Lake.openOrCreate(SparkTest.spark(), folder.toString(), Lake.Writers.SEVERAL);
  }
}
