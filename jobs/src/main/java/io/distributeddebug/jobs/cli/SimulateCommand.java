package io.distributeddebug.jobs.cli;

import io.distributeddebug.incident.AlarmTime;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.simulation.HeadSampling;
import io.distributeddebug.simulation.SimulationSettings;
import io.distributeddebug.simulation.state.StateFault;
import io.distributeddebug.telemetry.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "simulate",
    sortOptions = false,
    description = {
      "Write the archive of a simulated online shop, with faults or without.",
      "The truth lies beside it, in DIR.truth.json. The same seed gives the same archive."
    })
final class SimulateCommand extends Command {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the archive, new or empty.")
  Optional<String> out;

  @Option(
      names = "--fault",
      paramLabel = "NAME",
      description = "What goes wrong; may be repeated (default: nothing).")
  List<String> faults = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another number, another recording (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--spans",
      paramLabel = "N",
      defaultValue = "200000",
      description = "About how many spans are recorded (default: ${DEFAULT-VALUE}).")
  long spans;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      defaultValue = "2026-01-05T08:00:00Z",
      description = "When the recording begins (default: ${DEFAULT-VALUE}).")
  String start;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      defaultValue = "2h",
      description = "How long it is (default: ${DEFAULT-VALUE}).")
  Duration duration;

  @Option(
      names = "--sample",
      paramLabel = "RATIO",
      defaultValue = "1",
      description = "Record this share of traces, by their ids (default: all).")
  double sample;

  @Option(
      names = "--sample-window",
      paramLabel = "FROM/TO",
      description = "Sample the traces that begin in this time (default: the whole recording).")
  Optional<String> sampleWindow;

  @Option(
      names = "--raw-paths",
      description = "Name HTTP spans by their full paths, ids included, and record no routes.")
  boolean rawPaths;

  @Option(
      names = "--compression",
      paramLabel = "KIND",
      defaultValue = "gz",
      description = "gz, zst or none (default: ${DEFAULT-VALUE}).")
  String compression;

  @Option(
      names = "--state",
      description = {
        "Simulate a small system whose state can be checked, instead of the shop: accounts, orders,",
        "messages, a saga, locks, a leader. Its mapping lies beside it, in DIR.state-mapping.yaml."
      })
  boolean state;

  @Option(
      names = "--state-fault",
      paramLabel = "NAME",
      description = "With --state, what goes wrong; may be repeated (default: nothing).")
  List<String> stateFaults = new ArrayList<>();

  @Option(names = "--list-faults", description = "Say which faults there are, and end.")
  boolean listFaults;

  @Override
  void check() {
    if (listFaults) {
      return;
    }
    if (out.isEmpty()) {
      throw UserError.usage("Cannot simulate: no folder is named", "Name one with --out=DIR.");
    }
    if (!List.of("gz", "zst", "none").contains(compression.toLowerCase(Locale.ROOT))) {
      throw UserError.usage(
          "Invalid value for --compression: '" + compression + "'", "It is gz, zst or none.");
    }
    settings();
    if (!state && !stateFaults.isEmpty()) {
      throw UserError.usage("Cannot use --state-fault without --state", "Add --state.");
    }
    if (state && !faults.isEmpty()) {
      throw UserError.usage(
          "Cannot use --fault with --state", "Name what goes wrong with --state-fault.");
    }
    chosenStateFaults();
  }

  Set<StateFault> chosenStateFaults() {
    Set<StateFault> chosen = new HashSet<>();
    for (String name : stateFaults) {
      chosen.add(
          StateFault.named(name)
              .orElseThrow(
                  () ->
                      UserError.usage(
                          "Unknown state fault '" + name + "'",
                          "There are: "
                              + Stream.of(StateFault.values())
                                  .map(StateFault::word)
                                  .collect(Collectors.joining(", "))
                              + ".")));
    }
    return chosen;
  }

  /** What is to be simulated, checked. */
  SimulationSettings settings() {
    try {
      SimulationSettings clean =
          new SimulationSettings(
              seed, spans, Instant.ofEpochSecond(0, time("start", start)), duration, faults);
      SimulationSettings all = rawPaths ? clean.withRawPaths() : clean;
      return sample == 1 && sampleWindow.isEmpty()
          ? all
          : all.withSampling(
              new HeadSampling(
                  sample, sampleWindow.map(SimulateCommand::window).orElse(all.window())));
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e.getMessage(), "See distributed-debug simulate --help.");
    }
  }

  private static Window window(String text) {
    String[] times = text.split("/", -1);
    if (times.length != 2) {
      throw new IllegalArgumentException("Invalid sample window: '" + text + "', not FROM/TO");
    }
    return new Window(time("sample window", times[0]), time("sample window", times[1]));
  }

  private static long time(String what, String text) {
    return AlarmTime.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("Invalid " + what + ": '" + text + "'"));
  }

  @Override
  ExitCode run(Console console) {
    if (state && !listFaults) {
      return new StateSimulationRun(this, console).run();
    }
    SimulationRun simulation = new SimulationRun(this, console);
    return listFaults ? simulation.listFaults() : simulation.run();
  }
}
