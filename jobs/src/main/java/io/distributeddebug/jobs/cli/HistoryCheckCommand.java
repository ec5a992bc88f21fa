package io.distributeddebug.jobs.cli;

import io.distributeddebug.consistency.Budget;
import io.distributeddebug.consistency.Completeness;
import io.distributeddebug.consistency.Level;
import io.distributeddebug.consistency.Model;
import io.distributeddebug.history.HistoryFormat;
import io.distributeddebug.history.HistoryFormats;
import io.distributeddebug.incident.NearestNames;
import io.distributeddebug.jobs.fault.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "check",
    sortOptions = false,
    description = {
      "Check whether recorded histories kept a promise of consistency.",
      "Exit code 0: it holds, or no anomaly was found; 1: violated; 4: unknown, or not checkable."
    },
    footer = {
      "",
      "Example:",
      "  distributed-debug history check etcd.log --format=etcd --model=cas-register",
      "  distributed-debug history check run.txt --format=plume --level=causal"
    })
final class HistoryCheckCommand extends Command {
  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Histories; of cobra and dbcop also their folders.")
  List<String> files = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "etcd, kv, edn, awdit, plume, cobra or dbcop (default: found by content).")
  Optional<String> format;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = {
        "register, cas-register, kv, set, counter, list, queue or lock; of transactions list-append",
        "or rw-register (default: as operations show)."
      })
  Optional<String> model;

  @Option(
      names = "--level",
      paramLabel = "NAME",
      description = {
        "linearizable, read-committed, read-atomic, causal, snapshot-isolation, serializable; with",
        "time strong-session-snapshot-isolation, strong-session-serializable,",
        "strong-snapshot-isolation, strict-serializable; of sessions read-your-writes,",
        "monotonic-reads, monotonic-writes, writes-follow-reads; eventual: how stale reads were;",
        "or strongest: how far it goes",
        "(default: serializable for transactions, linearizable for single operations)."
      })
  Optional<String> level;

  @Option(
      names = "--record",
      paramLabel = "KIND",
      defaultValue = "as-recorded",
      description = {
        "What a missing operation means. complete: there is none, a value that nobody wrote is a",
        "violation; as-recorded: its write is missing; sampled: any operation may be missing",
        "(default: ${DEFAULT-VALUE})."
      })
  String record;

  @Option(
      names = "--max-steps",
      paramLabel = "N",
      defaultValue = "20000000",
      description = "Give up on a key after so many steps (default: ${DEFAULT-VALUE}).")
  long maxSteps;

  @Option(
      names = "--time-limit",
      paramLabel = "DURATION",
      defaultValue = "8s",
      description = "Give up on a file after so long (default: ${DEFAULT-VALUE}).")
  Duration timeLimit;

  @Override
  void check() {
    if (files.isEmpty()) {
      throw UserError.usage("Cannot check: no history is named", "Name one or more files.");
    }
    if (maxSteps < 1) {
      throw UserError.usage("Invalid value for --max-steps: " + maxSteps, "It is 1 or more.");
    }
    chosenFormat();
    chosenModel();
    chosenLevel();
    chosenRecord();
  }

  Optional<HistoryFormat> chosenFormat() {
    List<String> names = HistoryFormats.standard().stream().map(HistoryFormat::name).toList();
    return format.map(name -> chosen("format", name, names, HistoryFormats::named));
  }

  Optional<Model> chosenModel() {
    List<String> names = Stream.of(Model.values()).map(Model::word).toList();
    return model.map(name -> chosen("model", name, names, Model::named));
  }

  Optional<Level> chosenLevel() {
    List<String> names = Stream.of(Level.values()).map(Level::word).toList();
    return level.map(name -> chosen("level", name, names, Level::named));
  }

  Completeness chosenRecord() {
    List<String> names = Stream.of(Completeness.values()).map(Completeness::word).toList();
    return chosen(
        "record",
        record,
        names,
        name ->
            Arrays.stream(Completeness.values())
                .filter(kind -> kind.word().equals(name))
                .findFirst());
  }

  Budget budget() {
    long end = System.nanoTime() + timeLimit.toNanos();
    return Budget.standard().withSteps(maxSteps).withFuse(() -> System.nanoTime() - end > 0);
  }

  private static <T> T chosen(
      String option, String name, List<String> names, Function<String, Optional<T>> known) {
    return known
        .apply(name)
        .orElseThrow(
            () ->
                UserError.usage(
                    "Unknown " + option + " '" + name + "'",
                    NearestNames.of(names).to(name, 1).stream()
                        .findFirst()
                        .map(nearest -> "Did you mean '" + nearest + "'?")
                        .orElse("There are: " + String.join(", ", names) + ".")));
  }

  @Override
  ExitCode run(Console console) {
    return new HistoryCheckRun(this, console).run();
  }
}
