package io.distributeddebug.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.jobs.lake.Table;
import java.util.List;

/** The steps, each with its tables. */
final class JobListing {
  private final Console console;

  JobListing(Console console) {
    this.console = console;
  }

  ExitCode print(boolean asJson) {
    if (asJson) {
      printJson();
      return ExitCode.DONE;
    }
    ResultTable listing = ResultTable.of("job", "reads", "writes");
    for (DeclaredStep step : DeclaredStep.standard()) {
      listing.add(List.of(step.name(), names(step.reads()), names(step.writes())));
    }
    console.result(listing.text());
    return ExitCode.DONE;
  }

  private void printJson() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    var listed = root.putArray("jobs");
    for (DeclaredStep step : DeclaredStep.standard()) {
      ObjectNode node = listed.addObject();
      node.put("name", step.name());
      node.put("describes", step.describes());
      var reads = node.putArray("reads");
      step.reads().forEach(table -> reads.add(table.name()));
      var writes = node.putArray("writes");
      step.writes().forEach(table -> writes.add(table.name()));
    }
    console.machineResult(root.toPrettyString() + "\n");
  }

  private static String names(List<Table> tables) {
    return String.join(", ", tables.stream().map(Table::name).toList());
  }
}
