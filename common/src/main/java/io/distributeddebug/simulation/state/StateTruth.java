package io.distributeddebug.simulation.state;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.telemetry.Window;
import java.util.List;

/**
 * What went wrong with which entity, and what was true.
 *
 * @param values in the order of time
 * @param firstNodeAheadNanos how far the clock of {@code node-1} is ahead of true time
 */
public record StateTruth(List<Row> faults, List<Value> values, long firstNodeAheadNanos) {
  public StateTruth {
    faults = List.copyOf(faults);
    values = List.copyOf(values);
  }

  /**
   * One fault.
   *
   * @param kind as {@link StateFault#word}
   * @param subject key of the entity, lock or saga, or the destination of the message
   */
  public record Row(String kind, String subject, long fromUnixNanos, long toUnixNanos) {}

  /** From then on the entity had this value there. */
  public record Value(String type, String key, String value, String version, long unixNanos) {}

  /** {@code {"state_faults":[{"kind","subject","from","to"}]}}. */
  public String json() {
    ObjectNode root = JsonMapper.builder().build().createObjectNode();
    ArrayNode list = root.putArray("state_faults");
    for (Row fault : faults) {
      list.addObject()
          .put("kind", fault.kind())
          .put("subject", fault.subject())
          .put("from", Window.instant(fault.fromUnixNanos()).toString())
          .put("to", Window.instant(fault.toUnixNanos()).toString());
    }
    return root.toPrettyString() + "\n";
  }
}
