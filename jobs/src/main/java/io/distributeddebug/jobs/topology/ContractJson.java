package io.distributeddebug.jobs.topology;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.statistics.LogLinearHistogram;
import io.distributeddebug.topology.Contract;
import io.distributeddebug.topology.ContractDrift;
import io.distributeddebug.topology.DependencyKey;
import io.distributeddebug.topology.Exchange;
import io.distributeddebug.trace.LatencyComparison.Window;
import java.util.TreeSet;

/** What {@code dependencies --contracts --json} prints: one array. */
public final class ContractJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Contract NONE = new Contract();

  private ContractJson() {}

  /**
   * Of all dependencies.
   *
   * @param isCompared there are two windows
   */
  public static String of(Contracts contracts, Detail detail, boolean isCompared) {
    ArrayNode rows = JSON.createArrayNode();
    TreeSet<DependencyKey> keys = new TreeSet<>(contracts.of(Window.INCIDENT).keySet());
    keys.addAll(contracts.of(Window.BASELINE).keySet());
    for (DependencyKey key : keys) {
      Contract baseline = contracts.of(Window.BASELINE).getOrDefault(key, NONE);
      Contract incident = contracts.of(Window.INCIDENT).getOrDefault(key, NONE);
      ObjectNode row = rows.addObject();
      DependencyJson.putKey(row, key, detail);
      if (isCompared) {
        exchanges(row.putArray("baseline"), baseline);
        exchanges(row.putArray("incident"), incident);
        drift(row.putArray("drift"), baseline, incident);
      } else {
        exchanges(row.putArray("exchanges"), incident);
      }
    }
    return rows.toPrettyString() + "\n";
  }

  private static void exchanges(ArrayNode rows, Contract contract) {
    contract
        .exchanges()
        .forEach(
            (exchange, counts) -> {
              ObjectNode row = put(rows.addObject(), exchange);
              row.put("calls", counts.calls())
                  .put("errors", counts.errors())
                  .put("trace_id", counts.trace());
              sizes(row.putObject("request_bytes"), counts.requestBytes());
              sizes(row.putObject("response_bytes"), counts.responseBytes());
            });
  }

  private static void drift(ArrayNode rows, Contract baseline, Contract incident) {
    for (ContractDrift.Change change : ContractDrift.between(baseline, incident)) {
      put(rows.addObject().put("change", change.kind().label()), change.exchange())
          .put("baseline", change.baseline())
          .put("incident", change.incident())
          .put("trace_id", change.trace());
    }
  }

  private static ObjectNode put(ObjectNode row, Exchange exchange) {
    return row.put("protocol", exchange.protocol())
        .put("method", exchange.method())
        .put("route", exchange.route())
        .put("status", exchange.status());
  }

  private static void sizes(ObjectNode row, LogLinearHistogram bytes) {
    row.put("count", bytes.count());
    if (!bytes.isEmpty()) {
      row.put("p50", bytes.quantile(0.5)).put("p95", bytes.quantile(0.95)).put("max", bytes.max());
    }
  }
}
