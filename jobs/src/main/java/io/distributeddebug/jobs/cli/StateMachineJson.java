package io.distributeddebug.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.report.VisibleText;
import io.distributeddebug.state.timeline.Transitions;
import java.util.Map;

/** What {@code state machine --json} prints; beside its command, which starts without Jackson. */
final class StateMachineJson {
  private StateMachineJson() {}

  static String of(Map<String, Transitions> machines) {
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
