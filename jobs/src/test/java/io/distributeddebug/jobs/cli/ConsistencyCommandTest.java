package io.distributeddebug.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsistencyCommandTest {
  @TempDir Path folder;

  @Test
  void aLostUpdateIsShownWithTheOperationsThatShowIt() throws IOException {
    CommandLineHarness command = CommandLineHarness.in(folder);
    command.run("simulate", "--state", "--state-fault=lost-update", "--out=run", "--spans=6000");
    assertThat(Files.readString(folder.resolve("run.truth.json"))).contains("lost-update");

    CommandLineHarness.Outcome outcome =
        command.run(
            "consistency",
            folder.resolve("run").toString(),
            "--state-mapping=run.state-mapping.yaml");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("lost-update (certain): Two requests read version ")
        .contains("both wrote: the first one's update is lost")
        .contains("To do: Write under the condition")
        .containsPattern("stale-read +no-anomaly-found +12 +0");

    JsonNode json =
        new ObjectMapper()
            .readTree(
                command
                    .run(
                        "consistency",
                        folder.resolve("run").toString(),
                        "--state-mapping=run.state-mapping.yaml",
                        "--json")
                    .out());
    assertThat(json.at("/findings").size()).isEqualTo(1);
    assertThat(json.at("/findings/0/operations").size()).isEqualTo(4);
  }

  @Test
  void theStateAtAnInstantAndHowAnEntityCameThere() throws IOException {
    CommandLineHarness command = CommandLineHarness.in(folder);
    command.run("simulate", "--state", "--out=run", "--spans=6000", "--duration=30m");
    String archive = "--archive=" + folder.resolve("run");
    String mapping = "--state-mapping=run.state-mapping.yaml";
    JsonNode at =
        new ObjectMapper()
            .readTree(
                command
                    .run(
                        "state",
                        "at",
                        "2026-01-05T08:15:00Z",
                        archive,
                        mapping,
                        "--entity=account",
                        "--json")
                    .out());
    assertThat(at.at("/entries").size()).isEqualTo(12);
    assertThat(at.at("/counts/known").asLong()).isGreaterThan(6);

    String moved = command.run("state", "entity", "order", "o-1", archive, mapping).out();
    assertThat(moved).contains("status v1").contains("cas from NEW");
    assertThat(command.run("state", "machine", "order", archive, mapping).out())
        .containsPattern("order +NEW +PAID +[0-9]+ +[0-9.]+ %");
    assertThat(
            command
                .run(
                    "state",
                    "diff",
                    "2026-01-05T08:10:00Z",
                    "2026-01-05T08:15:00Z",
                    archive,
                    mapping,
                    "--entity=setting")
                .out())
        .contains("config")
        .contains("1: ");

    CommandLineHarness.Outcome wrong = command.run("state", "at", "noon", archive);
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("Invalid time: 'noon'");
    assertThat(command.run("state", "entity", "order", "none", archive, mapping).code())
        .isEqualTo(2);
  }

  @Test
  void aSystemThatKeepsItsPromisesEndsWithZero() {
    CommandLineHarness command = CommandLineHarness.in(folder);
    command.run("simulate", "--state", "--out=run", "--spans=6000");
    assertThat(
            command
                .run(
                    "consistency",
                    folder.resolve("run").toString(),
                    "--state-mapping=run.state-mapping.yaml")
                .code())
        .isZero();
  }

  @Test
  void anUnknownFaultIsRefusedWithThoseThereAre() {
    CommandLineHarness.Outcome outcome =
        CommandLineHarness.in(folder).run("simulate", "--state", "--state-fault=x", "--out=run");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("Unknown state fault 'x'").contains("stale-read, diverged");
  }
}
