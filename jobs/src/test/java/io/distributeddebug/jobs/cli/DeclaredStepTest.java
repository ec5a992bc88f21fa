package io.distributeddebug.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.distributeddebug.jobs.cli.CommandLineHarness.Outcome;
import io.distributeddebug.jobs.lake.Table;
import io.distributeddebug.jobs.lake.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclaredStepTest {
  @TempDir Path folder;

  @Test
  void everyTableOfTheLakeIsWrittenByExactlyOneStep() {
    List<Table> written =
        DeclaredStep.standard().stream().flatMap(step -> step.writes().stream()).toList();

    assertThat(written).containsExactlyInAnyOrderElementsOf(Tables.all());
  }

  @Test
  void aStepReadsWhatEarlierStepsOrItselfWrite() {
    Set<Table> there = new HashSet<>();
    for (DeclaredStep step : DeclaredStep.standard()) {
      there.addAll(step.writes());
      assertThat(there).as(step.name()).containsAll(step.reads());
    }
  }

  @Test
  void theCommandShowsThemAsJson() throws IOException {
    Outcome outcome = CommandLineHarness.in(folder).run("jobs", "--json");

    assertThat(outcome.code()).isZero();
    JsonNode causes = new ObjectMapper().readTree(outcome.out()).at("/jobs/2");
    assertThat(causes.path("name").asText()).isEqualTo("causes");
    assertThat(causes.path("reads").toString()).isEqualTo("[\"trace_spans\",\"logs\",\"metrics\"]");
    assertThat(causes.path("writes").toString()).isEqualTo("[\"causes\"]");
  }

  @Test
  void theCommandShowsALineAJob() {
    Outcome outcome = CommandLineHarness.in(folder).run("jobs");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .startsWith("job ")
        .containsPattern("(?m)^reconstruct +spans, ingested_files +trace_spans, traces$");
  }
}
