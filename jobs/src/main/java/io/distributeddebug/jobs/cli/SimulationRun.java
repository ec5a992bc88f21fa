package io.distributeddebug.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.jobs.simulation.Compression;
import io.distributeddebug.jobs.simulation.Simulation;
import io.distributeddebug.simulation.Fault;
import io.distributeddebug.simulation.Faults;
import java.util.List;
import java.util.Locale;

/** Writes an archive with known truth, or says which faults there are. */
final class SimulationRun {
  private final SimulateCommand asked;
  private final Console console;

  SimulationRun(SimulateCommand asked, Console console) {
    this.asked = asked;
    this.console = console;
  }

  ExitCode run() {
    try (Workbench workbench = Workbench.open(asked.common, console)) {
      Simulation.Archive archive =
          new Simulation(workbench.spark())
              .write(
                  asked.settings(),
                  asked.out.orElseThrow(),
                  Compression.valueOf(asked.compression.toUpperCase(Locale.ROOT)),
                  workbench.progress());
      workbench.endProgress();
      print(archive);
    }
    return ExitCode.DONE;
  }

  private void print(Simulation.Archive archive) {
    if (asked.common.json) {
      ObjectNode root = new ObjectMapper().createObjectNode();
      root.put("archive", asked.out.orElseThrow())
          .put("truth", archive.truthFile())
          .put("spans", archive.spans())
          .put("logs", archive.logs())
          .put("metric_points", archive.metricPoints());
      console.machineResult(root.toPrettyString() + "\n");
      return;
    }
    console.result(
        "Wrote %s spans, %s logs and %s metric points to %s"
            .formatted(
                Console.grouped(archive.spans()),
                Console.grouped(archive.logs()),
                Console.grouped(archive.metricPoints()),
                asked.out.orElseThrow()));
    console.result("The truth is in " + archive.truthFile());
  }

  ExitCode listFaults() {
    if (asked.common.json) {
      ArrayNode faults = new ObjectMapper().createArrayNode();
      for (Fault fault : Faults.all()) {
        faults
            .addObject()
            .put("name", fault.name())
            .put("kind", fault.kind())
            .put("describes", fault.describes());
      }
      console.machineResult(faults.toPrettyString() + "\n");
      return ExitCode.DONE;
    }
    ResultTable table = ResultTable.of("name", "kind", "describes");
    for (Fault fault : Faults.all()) {
      table.add(List.of(fault.name(), fault.kind(), fault.describes()));
    }
    console.result(table.text());
    return ExitCode.DONE;
  }
}
