package io.distributeddebug.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributeddebug.jobs.SparkTest;
import io.distributeddebug.jobs.fault.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeTest {
  @TempDir Path folder;

  @Test
  void replacesTheRowsOfAnInvestigationAndNoOthers() {
    Lake lake = newLake();
    lake.replaceInvestigation(Investigations.TABLE, "aa", List.of(investigation("aa", "first")));
    lake.replaceInvestigation(Investigations.TABLE, "bb", List.of(investigation("bb", "other")));
    LakeSnapshot before = lake.pin();
    lake.replaceInvestigation(Investigations.TABLE, "aa", List.of(investigation("aa", "second")));

    assertThat(summaries(lake.pin())).containsExactlyInAnyOrder("second", "other");
    assertThat(summaries(before)).containsExactlyInAnyOrder("first", "other");
    assertThat(summaries(lake.pin(before.versions()))).containsExactlyInAnyOrder("first", "other");
  }

  @Test
  void replacesTheRowsOfAnInvestigationThatShareAFileWithOthers() {
    Lake lake = newLake();
    TableLog log = lake.log(Investigations.TABLE);
    DataFile shared =
        lake.write(
            Investigations.TABLE,
            "s",
            List.of(investigation("aa", "first"), investigation("bb", "other")));
    log.commit(log.latestOrNew(), List.of(shared), List.of(), Optional.empty());
    lake.replaceInvestigation(Investigations.TABLE, "aa", List.of(investigation("aa", "second")));
    assertThat(summaries(lake.pin())).containsExactlyInAnyOrder("second", "other");
  }

  @Test
  void isReadAsItWasAtAnInstant() throws InterruptedException {
    Lake lake = newLake();
    Instant before = Instant.now();
    Thread.sleep(20);
    lake.replaceInvestigation(Investigations.TABLE, "aa", List.of(investigation("aa", "first")));
    Thread.sleep(20);
    Instant between = Instant.now();
    Thread.sleep(20);
    lake.replaceInvestigation(Investigations.TABLE, "aa", List.of(investigation("aa", "second")));

    assertThat(summaries(lake.pin(before))).isEmpty();
    assertThat(summaries(lake.pin(between))).containsExactly("first");
    assertThat(summaries(lake.pin(Instant.now().plusSeconds(60)))).containsExactly("second");
  }

  @Test
  void isReadByDeltaAsByTheFileList() {
    Lake lake = newLake();
    lake.replaceInvestigation(Investigations.TABLE, "aa", List.of(investigation("aa", "first")));
    lake.replaceInvestigation(Investigations.TABLE, "aa", List.of(investigation("aa", "second")));
    assertThat(
            SparkTest.spark()
                .read()
                .format("delta")
                .load(lake.location() + "/investigations")
                .collectAsList())
        .isEqualTo(lake.pin().read(Investigations.TABLE).collectAsList());
  }

  @Test
  void readsTablesThatWereNeverWrittenAsEmpty() {
    assertThat(newLake().pin().read(Spans.TABLE).count()).isZero();
    assertThat(newLake().statistics()).isEmpty();
  }

  @Test
  void tellsRowsAndSizeFromTheLogAlone() {
    Lake lake = newLake();
    lake.replaceInvestigation(Investigations.TABLE, "aa", List.of(investigation("aa", "first")));
    assertThat(lake.statistics())
        .singleElement()
        .satisfies(
            table -> {
              assertThat(table.table()).isEqualTo("investigations");
              assertThat(table.rows()).isEqualTo(1);
              assertThat(table.bytes()).isPositive();
            });
  }

  @Test
  void refusesALakeThatANewerVersionWrote() throws IOException {
    newLake();
    Files.writeString(
        folder.resolve("lake/_distributed_debug/format.json"), "{\"format_version\": 2}");
    Files.deleteIfExists(folder.resolve("lake/_distributed_debug/.format.json.crc"));
    assertThatThrownBy(() -> Lake.open(SparkTest.spark(), folder.resolve("lake").toString()))
        .isInstanceOfSatisfying(UserError.class, error -> assertThat(error.exitCode()).isEqualTo(1))
        .hasMessage(
            "Cannot open lake "
                + folder.resolve("lake")
                + ": a newer distributed-debug wrote it (format 2, this one reads up to 1)");
  }

  @Test
  void saysThatThereIsNoLakeWhereThereIsNone() {
    assertThatThrownBy(() -> Lake.open(SparkTest.spark(), folder.resolve("no").toString()))
        .isInstanceOfSatisfying(UserError.class, error -> assertThat(error.exitCode()).isEqualTo(2))
        .hasMessageEndingWith("there is no lake there");
  }

  @Test
  void makesNoLakeInAFolderOfOtherThings() throws IOException {
    Files.createDirectories(folder.resolve("lake"));
    Files.writeString(folder.resolve("lake/thesis.txt"), "x");
    assertThatThrownBy(this::newLake)
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("the folder has other files in it");
  }

  @Test
  void setsOurLogStoresForSparkAndForKernel() {
    Map<String, String> stores = LakeSession.logStores();
    assertThat(stores).hasSize(4);
    stores.forEach(
        (key, value) ->
            assertThat(SparkTest.spark().sparkContext().conf().get(key)).isEqualTo(value));
  }

  private Lake newLake() {
    return Lake.openOrCreate(
        SparkTest.spark(), folder.resolve("lake").toString(), Lake.Writers.SEVERAL);
  }

  private static List<String> summaries(LakeSnapshot lake) {
    return lake.read(Investigations.TABLE).select("summary").collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static Row investigation(String id, String summary) {
    return RowFactory.create(id, "run", "why?", 1L, 2L, 3L, 4L, summary);
  }
}
