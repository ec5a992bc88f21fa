package io.distributeddebug.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.format.OtlpJsonWriter;
import io.distributeddebug.jobs.SparkTest;
import io.distributeddebug.jobs.coverage.CoverageQuery;
import io.distributeddebug.jobs.ingest.Ingest;
import io.distributeddebug.jobs.ingest.IngestSettings;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.trace.Reconstruct;
import io.distributeddebug.trace.DrawnTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageCommandTest {
  @TempDir Path folder;

  @Test
  void orphansAndLostSpansAreCountedWhereTheyAreMissingAndRulesAreNamed() throws IOException {
    Path archive = folder.resolve("spans.json");
    try (OtlpJsonWriter writer = new OtlpJsonWriter(Files.newOutputStream(archive))) {
      writer.writeSpans(
          DrawnTrace.of(
                  """
                  web GET /                     | ==========
                    web first {client peer=cart}  |  ==
                      cart load                   |   =
                    web again {client peer=cart}  |    ===
                    pay charge {parent=9}         |        =
                  """)
              .spans());
    }
    Lake lake =
        Lake.openOrCreate(
            SparkTest.spark(), folder.resolve("lake").toString(), Lake.Writers.SEVERAL);
    Ingest.run(lake, IngestSettings.of(List.of(archive.toString())), Progress.silent());
    Reconstruct.bringUpToDate(lake, Progress.silent());
    CoverageQuery query = new CoverageQuery(SparkTest.spark(), lake.pin());

    assertThat(query.minutes())
        .extracting(
            CoverageQuery.Minute::service,
            CoverageQuery.Minute::spans,
            CoverageQuery.Minute::lost,
            CoverageQuery.Minute::orphansByEdge)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("cart", 1L, 1L, ""),
            org.assertj.core.groups.Tuple.tuple("pay", 1L, 0L, "web>pay 1"),
            org.assertj.core.groups.Tuple.tuple("web", 3L, 0L, ""));
    assertThat(query.scores())
        .flatExtracting(
            score ->
                score.results().stream()
                    .filter(result -> !result.isPassed())
                    .map(result -> score.service() + " " + result.rule().id())
                    .toList())
        .containsExactly("cart RES-007", "pay RES-007", "pay SPA-002", "web RES-007");
  }
}
