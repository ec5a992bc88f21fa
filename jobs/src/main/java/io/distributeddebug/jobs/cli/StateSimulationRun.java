package io.distributeddebug.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.distributeddebug.format.OtlpJsonWriter;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.simulation.Recording;
import io.distributeddebug.simulation.SimulationSettings;
import io.distributeddebug.simulation.state.StateSimulation;
import io.distributeddebug.simulation.state.StateTruth;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes the archive of the small system whose state can be checked; no Spark is started. */
final class StateSimulationRun {
  /** Spans that a request makes, about: what {@code --spans} is divided by. */
  private static final int SPANS_A_REQUEST = 14;

  private static final int RECORDS_A_LINE = 2_000;

  private final SimulateCommand asked;
  private final Console console;

  StateSimulationRun(SimulateCommand asked, Console console) {
    this.asked = asked;
    this.console = console;
  }

  ExitCode run() {
    SimulationSettings settings = asked.settings();
    String name = asked.out.orElseThrow();
    Path folder = asked.surroundings().folder().resolve(name);
    List<Span> spans = new ArrayList<>();
    List<LogRecord> logs = new ArrayList<>();
    StateTruth truth =
        new StateSimulation(
                settings.seed(),
                (int) Math.max(1, Math.min(1_000_000, settings.spans() / SPANS_A_REQUEST)),
                settings.start(),
                settings.duration(),
                asked.chosenStateFaults())
            .run(collecting(spans, logs));
    try {
      refuseUsed(folder, name);
      Files.createDirectories(folder);
      try (OtlpJsonWriter writer =
          new OtlpJsonWriter(Files.newOutputStream(folder.resolve("traces.json")))) {
        for (int from = 0; from < spans.size(); from += RECORDS_A_LINE) {
          writer.writeSpans(spans.subList(from, Math.min(spans.size(), from + RECORDS_A_LINE)));
        }
      }
      try (OtlpJsonWriter writer =
          new OtlpJsonWriter(Files.newOutputStream(folder.resolve("logs.json")))) {
        writer.writeLogs(logs);
      }
      Files.writeString(beside(folder, ".truth.json"), truth.json());
      Files.writeString(beside(folder, ".state-mapping.yaml"), StateSimulation.MAPPING);
    } catch (IOException e) {
      throw UserError.usage(
          "Cannot write '" + name + "': " + e.getMessage(), "Check its permissions.");
    }
    print(name, spans.size(), logs.size());
    return ExitCode.DONE;
  }

  private void print(String name, int spans, int logs) {
    if (asked.common.json) {
      console.machineResult(
          new ObjectMapper()
                  .createObjectNode()
                  .put("archive", name)
                  .put("truth", name + ".truth.json")
                  .put("state_mapping", name + ".state-mapping.yaml")
                  .put("spans", spans)
                  .put("logs", logs)
                  .toPrettyString()
              + "\n");
      return;
    }
    console.result(
        "Wrote %s spans and %s logs to %s"
            .formatted(Console.grouped(spans), Console.grouped(logs), name));
    console.result(
        "The truth is in " + name + ".truth.json, the mapping in " + name + ".state-mapping.yaml");
  }

  private static void refuseUsed(Path folder, String name) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        if (files.findAny().isPresent()) {
          throw UserError.usage(
              "Cannot simulate into '" + name + "': it is not empty", "Name a new folder.");
        }
      }
    }
  }

  private static Path beside(Path folder, String ending) {
    return folder.resolveSibling(folder.getFileName() + ending);
  }

  private static Recording collecting(List<Span> spans, List<LogRecord> logs) {
    return new Recording() {
      @Override
      public void span(Span span) {
        spans.add(span);
      }

      @Override
      public void log(LogRecord log) {
        logs.add(log);
      }

      @Override
      public void metric(MetricPoint point) {}
    };
  }
}
