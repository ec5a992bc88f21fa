package io.distributeddebug.jobs.cli;

import io.distributeddebug.incident.AlarmTime;
import io.distributeddebug.incident.BaselineChoice;
import io.distributeddebug.incident.Correlation;
import io.distributeddebug.incident.NearestNames;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.investigation.AsOf;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command itself: an issue in the user's words, answered by a report. */
@CommandLine.Command(
    name = "distributed-debug",
    versionProvider = DistributedDebug.Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "Tells why a distributed system failed, from its spans, logs and metrics.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  distributed-debug demo",
      "  distributed-debug \"checkout is slow since 10:05\" --archive='traces/*.jsonl.gz'",
      "  distributed-debug \"payment errors\" --at=2026-01-05T10:15:00Z --services=payment",
      "",
      "Each option may also be a variable, DISTRIBUTED_DEBUG_TIME_WINDOW=15m, or a line of the --config file, time-window=15m.",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 findings at or above --fail-on, 4 undecided, 130 interrupted."
    })
final class InvestigateCommand extends Command {
  @Parameters(
      arity = "0..1",
      paramLabel = "\"<issue>\"",
      description = "The issue in your words, in quotes: symptoms, services, times, ids.")
  String description = "";

  @Option(
      names = "--services",
      split = ",",
      paramLabel = "NAME",
      description = "Services under suspicion, separated by commas (default: all).")
  List<String> services = new ArrayList<>();

  @Option(
      names = "--trace-id",
      paramLabel = "ID",
      description = "Start from this trace, and compare it with healthy ones.")
  Optional<String> traceId;

  @Option(
      names = "--time-window",
      paramLabel = "DURATION",
      defaultValue = "30m",
      description =
          "How far from --at, on each side, the incident is looked for (default: ${DEFAULT-VALUE}).")
  Duration timeWindow;

  @Option(
      names = "--correlation",
      paramLabel = "VIEW,...",
      defaultValue = "",
      description = "Any of timing, causation, dependency, flow (default: all four).")
  String correlations;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "An instant inside the incident, with its zone, or incident-start (default: found from the data).")
  Optional<String> at;

  @Option(
      names = "--baseline",
      paramLabel = "SPAN",
      description =
          "What is surely normal: FROM/TO, a duration before the onset, same-time-yesterday or last-week.")
  Optional<String> baseline;

  @Option(
      names = "--archive",
      paramLabel = "URI",
      description = "Ingest this file, folder or glob first; may be repeated.")
  List<String> archives = new ArrayList<>();

  @Mixin StateMappingOption stateMapping;

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "How to read archives in a house format (default: found by content).")
  Optional<Path> mapping;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description = "Read the lake as it was then: a time, or table versions from a report.")
  Optional<String> asOf;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where the report goes (default: ./reports/<run id>).")
  Optional<Path> out;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "Exit with 3 when a finding is at least a warning, or critical.")
  Optional<String> failOn;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;

  @Override
  void check() {
    description = description == null ? "" : description;
    failOn.ifPresent(
        severity -> {
          if (!List.of("warning", "critical").contains(severity.toLowerCase(Locale.ROOT))) {
            throw UserError.usage(
                "Invalid value for --fail-on: '" + severity + "'", "It is warning or critical.");
          }
        });
    traceId.ifPresent(
        id -> {
          if (!id.strip().replace("-", "").matches("[0-9a-fA-F]{1,32}")) {
            throw UserError.usage(
                "Invalid value for --trace-id: '" + id + "'", "A trace id is up to 32 hex digits.");
          }
        });
    refuseMistypedCommand();
    instantInIncident();
    baselineChoice();
    correlationsChosen();
    stateOfTheLake();
  }

  /** One word that is nearly a command is taken for one, not for an issue. */
  private void refuseMistypedCommand() {
    String word = description.strip();
    if (!word.isEmpty() && word.chars().allMatch(Character::isLetter)) {
      List<String> near =
          NearestNames.of(spec.commandLine().getSubcommands().keySet()).to(word, 1).stream()
              .filter(name -> Math.abs(name.length() - word.length()) <= 1)
              .toList();
      if (!near.isEmpty()) {
        throw UserError.usage(
            "Unknown command '" + word + "': did you mean '" + near.get(0) + "'?",
            "An issue description has more than one word.");
      }
    }
  }

  /** The instant of {@code --at}; empty where it is to be found from the data. */
  OptionalLong instantInIncident() {
    return at.map(text -> parsed(text, AlarmTime::parse)).orElse(OptionalLong.empty());
  }

  Optional<BaselineChoice> baselineChoice() {
    return baseline.map(text -> parsed(text, BaselineChoice::parse));
  }

  /** None, where none is named: the description decides which lead. */
  List<Correlation> correlationsChosen() {
    return correlations.isBlank() ? List.of() : parsed(correlations, Correlation::parse);
  }

  Optional<AsOf> stateOfTheLake() {
    return asOf.map(text -> parsed(text, AsOf::parse));
  }

  private static <T> T parsed(String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e.getMessage(), "See distributed-debug --help.");
    }
  }

  @Override
  ExitCode run(Console console) {
    return new InvestigationRun(this, console).run();
  }
}
