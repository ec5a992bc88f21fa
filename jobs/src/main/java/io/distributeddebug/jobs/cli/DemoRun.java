package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.ingest.Ingest;
import io.distributeddebug.jobs.ingest.IngestSettings;
import io.distributeddebug.jobs.investigation.InvestigationRequest;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.report.RunId;
import io.distributeddebug.jobs.simulation.Compression;
import io.distributeddebug.jobs.simulation.Simulation;
import io.distributeddebug.jobs.state.HouseMapping;
import io.distributeddebug.jobs.trace.Reconstruct;
import io.distributeddebug.report.Cause;
import io.distributeddebug.report.Report;
import io.distributeddebug.simulation.Faults;
import io.distributeddebug.simulation.InjectedFault;
import io.distributeddebug.simulation.SimulationSettings;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The whole way in one session: simulate, ingest, reconstruct, investigate, compare with the truth.
 */
final class DemoRun {
  private static final String FOLDER = "distributed-debug-demo";
  private static final String TRUTH = "truth.json";
  private static final String DESCRIPTION = "Customers complain that something is wrong";
  private static final Duration SEARCH = Duration.ofMinutes(30);

  private final DemoCommand asked;
  private final Console console;

  DemoRun(DemoCommand asked, Console console) {
    this.asked = asked;
    this.console = console;
  }

  ExitCode run() {
    SimulationSettings settings = settings();
    Path folder = asked.surroundings().folder().resolve(FOLDER).toAbsolutePath();
    startAfresh(folder);
    try (Workbench workbench = Workbench.open(asked.common, console)) {
      Path archive = folder.resolve("archive");
      Simulation.Archive written =
          new Simulation(workbench.spark())
              .write(settings, archive.toString(), Compression.GZ, workbench.progress());
      moveTruth(written.truthFile(), folder);
      workbench
          .progress()
          .note(
              "Simulated "
                  + Console.grouped(written.spans())
                  + " spans, "
                  + Console.grouped(written.logs())
                  + " logs and "
                  + Console.grouped(written.metricPoints())
                  + " metric points");
      Lake lake =
          Lake.openOrCreate(
              workbench.spark(), folder.resolve("lake").toString(), Lake.Writers.SEVERAL);
      Ingest.run(lake, IngestSettings.of(List.of(archive.toString())), workbench.progress());
      Reconstruct.bringUpToDate(lake, workbench.progress());
      Instant now = Instant.now();
      InvestigationRequest request =
          new InvestigationRequest(
              DESCRIPTION,
              List.of(),
              Optional.empty(),
              SEARCH,
              OptionalLong.empty(),
              Optional.empty(),
              List.of(),
              Optional.empty(),
              RunId.of(now, "demo"),
              now,
              asked.commandLine());
      Answer answer =
          Answer.to(
              request,
              HouseMapping.NONE,
              lake,
              folder.resolve("report").toString(),
              workbench.progress());
      workbench.endProgress();
      answer.print(console, asked.common);
      compare(written.truth().faults(), answer.report());
    }
    return ExitCode.DONE;
  }

  private void compare(List<InjectedFault> faults, Report report) {
    for (InjectedFault fault : faults) {
      OptionalInt rank =
          report.causes().stream()
              .filter(cause -> cause.service().equals(fault.service()))
              .mapToInt(Cause::rank)
              .findFirst();
      String injected = "The injected fault: " + fault.kind() + " at " + fault.service();
      say(
          rank.isEmpty()
              ? injected + ", not found."
              : rank.getAsInt() == 1
                  ? injected + ", found as the first cause."
                  : injected + ", found as cause " + rank.getAsInt() + ".");
    }
  }

  /** With {@code --json} standard output is the report alone. */
  private void say(String sentence) {
    if (asked.common.json) {
      console.say(sentence);
    } else {
      console.result(sentence);
    }
  }

  /** Only what a demo makes is removed: a folder of somebody else's is left alone. */
  private static void startAfresh(Path folder) {
    try {
      Files.createDirectories(folder);
      for (String made : List.of("archive", "lake", "report")) {
        remove(folder.resolve(made));
      }
      Files.deleteIfExists(folder.resolve(TRUTH));
    } catch (IOException e) {
      throw UserError.failed(
          "Cannot start afresh in '" + folder + "': " + e.getMessage(),
          "Run the demo in a folder that you may write.",
          e);
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void moveTruth(String written, Path folder) {
    try {
      Path source = Path.of(written.replaceFirst("^file:(//)?", ""));
      Files.move(source, folder.resolve(TRUTH), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw UserError.failed(
          "Cannot write '" + folder.resolve(TRUTH) + "': " + e.getMessage(),
          "Run the demo in a folder that you may write.",
          e);
    }
  }

  private SimulationSettings settings() {
    try {
      SimulationSettings defaults = SimulationSettings.DEFAULTS;
      return new SimulationSettings(
          asked.seed,
          asked.spans,
          defaults.start(),
          defaults.duration(),
          List.of(Faults.named(asked.fault).name()));
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e.getMessage(), "See distributed-debug simulate --list-faults.");
    }
  }
}
