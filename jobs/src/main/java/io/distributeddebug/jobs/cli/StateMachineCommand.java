package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.state.EntityQuery;
import io.distributeddebug.report.Display;
import io.distributeddebug.state.timeline.Transitions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "machine",
    sortOptions = false,
    description = "From which state to which entities go, how often, and how long they stay.")
final class StateMachineCommand extends Command {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "TYPE",
      description = "Only this type of entity (default: all whose values are states).")
  String type = "";

  @Mixin ArchiveOptions from;

  @Mixin StateMappingOption mapping;

  @Override
  ExitCode run(Console console) {
    EntitySource.ask(
        this, from, mapping, console, type, "", set -> print(EntityQuery.machines(set), console));
    return ExitCode.DONE;
  }

  private void print(Map<String, Transitions> machines, Console console) {
    if (common.json) {
      console.machineResult(StateMachineJson.of(machines));
      return;
    }
    if (machines.isEmpty()) {
      console.result("No type of entity has states: no write says a value that is met again.");
      return;
    }
    ResultTable table =
        ResultTable.of("type", "from", "to", "count", "of its exits", "median stay");
    machines.forEach(
        (entityType, machine) -> {
          for (Transitions.Step step : machine.steps()) {
            table.add(
                List.of(
                    entityType,
                    step.from().isEmpty() ? "(begin)" : step.from(),
                    step.to(),
                    step.count(),
                    String.format(Locale.ROOT, "%.1f %%", 100 * step.share()),
                    step.medianStayNanos() == 0 ? "" : Display.duration(step.medianStayNanos())));
          }
        });
    console.result(table.text());
  }
}
