package io.distributeddebug.simulation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What is wrong in a simulated archive; nothing where it is quiet. */
public record Truth(List<InjectedFault> faults) {
  public Truth {
    faults = List.copyOf(faults);
  }

  /**
   * {@code {"faults":[{"kind","service","instance","operation","resource","edge","from","to",
   * "affected":[]}]}}, null where a fault has no such part.
   */
  public String json() {
    ObjectNode root = JsonMapper.builder().build().createObjectNode();
    ArrayNode list = root.putArray("faults");
    for (InjectedFault fault : faults) {
      ObjectNode node = list.addObject();
      node.put("kind", fault.kind());
      node.put("service", fault.service());
      node.put("instance", fault.instance().orElse(null));
      node.put("operation", fault.operation().orElse(null));
      node.put("resource", fault.resource().orElse(null));
      node.put("edge", fault.edge().orElse(null));
      node.put("from", fault.window().from().toString());
      node.put("to", fault.window().to().toString());
      ArrayNode affected = node.putArray("affected");
      fault.affected().forEach(affected::add);
    }
    return root.toPrettyString() + "\n";
  }
}
