package io.distributeddebug.jobs.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.distributeddebug.jobs.cli.CommandLineHarness.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
  @TempDir Path folder;

  @Test
  void helpNamesEveryOptionOfTheInterface() {
    Outcome outcome = CommandLineHarness.in(folder).run("--help");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains(
            "--services",
            "--trace-id",
            "--time-window",
            "--correlation",
            "--at",
            "--baseline",
            "--archive",
            "--mapping",
            "--as-of",
            "--lake",
            "--out",
            "--json",
            "--fail-on",
            "--config",
            "--conf",
            "--master",
            "--quiet",
            "--verbose",
            "--no-color");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void nothingAskedIsAnsweredByTheUsage() {
    Outcome outcome = CommandLineHarness.in(folder).run();

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("Usage: distributed-debug");
  }

  @Test
  void aMistypedOptionIsAnsweredByTheNearestOne() {
    assertUsageError(
        "Unknown option '--servces'\nDid you mean '--services'?\n", "slow", "--servces=cart");
  }

  @Test
  void aMistypedCommandIsNotTakenForAnIssue() {
    assertUsageError(
        "Unknown command 'tabels': did you mean 'tables'?\n"
            + "An issue description has more than one word.\n",
        "tabels");
  }

  @Test
  void anUnquotedDescriptionIsRefused() {
    assertUsageError(
        "Cannot make sense of 'is': there is one argument too many\n"
            + "Put the issue description in quotes.\n",
        "checkout",
        "is",
        "slow");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1000000000d", "", "soon", "0s", "PT-5M"})
  void aWrongTimeWindowIsRefusedWithItsValue(String window) {
    Outcome outcome = CommandLineHarness.in(folder).run("slow", "--time-window=" + window);

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("'" + window + "'").contains("--time-window");
    assertThat(outcome.err().lines()).hasSizeLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--at=yesterday",
        "--at=2026-01-05T10:00",
        "--baseline=2026-01-05T10:00:00Z/2026-01-05T09:00:00Z",
        "--baseline=often",
        "--correlation=timing,everything",
        "--fail-on=info",
        "--trace-id=no hex"
      })
  void aWrongValueIsRefusedInTwoLinesWithoutAStackTrace(String option) {
    Outcome outcome = CommandLineHarness.in(folder).run("slow", option);

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines()).hasSizeLessThanOrEqualTo(2);
    assertThat(outcome.err()).doesNotContain("Exception").doesNotContain("\tat ");
  }

  @Test
  void anOptionWinsOverTheVariableOverTheNamedFileOverTheHomeFile() throws IOException {
    Files.createDirectories(folder.resolve("conf"));
    Files.writeString(
        folder.resolve("conf/distributed-debug.properties"),
        "time-window=1m\nlake=home\nout=home\n");
    Path named =
        Files.writeString(folder.resolve("mine.properties"), "time-window=2m\nlake=mine\n");
    Map<String, String> variables =
        Map.of("DISTRIBUTED_DEBUG_TIME_WINDOW", "3m", "DISTRIBUTED_DEBUG_CONFIG", named.toString());

    InvestigateCommand all = parsed(variables, "slow", "--time-window", "4m");
    assertThat(all.timeWindow).isEqualTo(Duration.ofMinutes(4));
    InvestigateCommand fromVariable = parsed(variables, "slow");
    assertThat(fromVariable.timeWindow).isEqualTo(Duration.ofMinutes(3));
    assertThat(fromVariable.common.lake).isEqualTo("mine");
    assertThat(fromVariable.out).contains(Path.of("home"));
    InvestigateCommand fromFile = parsed(Map.of(), "slow", "--config=" + named);
    assertThat(fromFile.timeWindow).isEqualTo(Duration.ofMinutes(2));
    assertThat(parsed(Map.of(), "slow").timeWindow).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void anUnknownSettingInAFileIsAnsweredByTheNearestOne() throws IOException {
    Path named = Files.writeString(folder.resolve("mine.properties"), "time-windw=2m\n");

    assertUsageError(
        "Unknown setting 'time-windw' in the settings file\nDid you mean 'time-window'?\n",
        "slow",
        "--config=" + named);
  }

  @Test
  void aSettingsFileThatIsNotThereIsWrongUsage() {
    assertUsageError(
        "Cannot read settings file 'none.properties': it is not there or not a file\n"
            + "Give the path of a file with lines such as time-window=15m.\n",
        "slow",
        "--config=none.properties");
  }

  @Test
  void controlCharactersOfAnArgumentDoNotReachTheTerminal() {
    Outcome outcome = CommandLineHarness.in(folder).run("slow", "--fail-on=\u001b[31m\u202ered");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err().chars().filter(c -> c != '\n'))
        .noneMatch(c -> Character.isISOControl(c) || c == '\u202e');
    assertThat(outcome.err()).contains("\\u001b[31m\\u202ered");
  }

  @Test
  void everyCommandExplainsItself() {
    for (String name :
        DistributedDebug.commandLine(Surroundings.ofThisProcess()).getSubcommands().keySet()) {
      Outcome outcome = CommandLineHarness.in(folder).run(name, "--help");
      assertThat(outcome.code()).as(name).isZero();
      assertThat(outcome.out()).as(name).contains("Usage: distributed-debug " + name);
    }
  }

  @Test
  void commandsLoadNoSparkSoThatHelpAnswersAtOnce() {
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Command")
        .or()
        .haveSimpleName("DistributedDebug")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "io.delta..", "scala..")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.distributeddebug.jobs.cli"));
  }

  @Test
  void theCompletionScriptKnowsTheOptions() {
    Outcome outcome = CommandLineHarness.in(folder).run("completion");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("--time-window").contains("doctor");
  }

  @Test
  void theDoctorSaysWhatToDoAboutALakeThatIsNotThere() {
    Outcome outcome = CommandLineHarness.in(folder).run("doctor", "--lake=nowhere");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("warning  lake                     nothing at nowhere yet")
        .contains("Run distributed-debug ingest ARCHIVE --lake=nowhere first.");
  }

  private InvestigateCommand parsed(Map<String, String> variables, String... arguments) {
    Surroundings surroundings =
        new Surroundings(
            variables,
            java.util.Optional.of(folder),
            java.util.Optional.empty(),
            folder,
            java.util.OptionalInt.empty());
    CommandLine commandLine = DistributedDebug.commandLine(surroundings);
    commandLine.setDefaultValueProvider(Settings.read(surroundings, List.of(arguments)));
    commandLine.parseArgs(arguments);
    return (InvestigateCommand) commandLine.getCommandSpec().userObject();
  }

  private void assertUsageError(String message, String... arguments) {
    Outcome outcome = CommandLineHarness.in(folder).run(arguments);
    assertThat(outcome.err()).isEqualTo(message);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.code()).isEqualTo(2);
  }
}
