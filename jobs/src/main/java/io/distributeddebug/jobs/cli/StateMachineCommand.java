package io.distributeddebug.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.jobs.state.EntityQuery;
import io.distributeddebug.report.Display;
import io.distributeddebug.report.VisibleText;
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
      console.machineResult(json(machines));
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

  private static String json(Map<String, Transitions> machines) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    var types = root.putArray("entity_types");
    machines.forEach(
        (entityType, machine) -> {
          ObjectNode node =
              types.addObject().put("entity_type", VisibleText.wellFormed(entityType));
          var steps = node.putArray("transitions");
          for (Transitions.Step step : machine.steps()) {
            steps
                .addObject()
                .put("from", step.from().isEmpty() ? null : VisibleText.wellFormed(step.from()))
                .put("to", VisibleText.wellFormed(step.to()))
                .put("count", step.count())
                .put("ratio", step.share())
                .put("median_stay_nanos", step.medianStayNanos());
          }
        });
    return root.toPrettyString() + "\n";
  }
}
