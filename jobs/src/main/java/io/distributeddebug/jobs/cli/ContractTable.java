package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.topology.Contracts;
import io.distributeddebug.report.Display;
import io.distributeddebug.topology.Contract;
import io.distributeddebug.topology.ContractDrift;
import io.distributeddebug.topology.DependencyKey;
import io.distributeddebug.topology.Exchange;
import io.distributeddebug.trace.LatencyComparison.Window;
import java.util.List;
import java.util.TreeSet;

/** Contracts of dependencies, and what changed in them, as tables. */
final class ContractTable {
  private static final Contract NONE = new Contract();

  private ContractTable() {}

  static String exchanges(Contracts contracts) {
    ResultTable table =
        ResultTable.of(
            "parent", "child", "protocol", "method", "route", "status", "calls", "errors");
    contracts
        .of(Window.INCIDENT)
        .forEach(
            (key, contract) ->
                contract
                    .exchanges()
                    .forEach(
                        (exchange, counts) ->
                            table.add(
                                List.of(
                                    key.parent(),
                                    key.child(),
                                    exchange.protocol(),
                                    exchange.method(),
                                    exchange.route(),
                                    exchange.status(),
                                    counts.calls(),
                                    counts.errors()))));
    return table.text();
  }

  static String drift(Contracts contracts) {
    ResultTable table =
        ResultTable.of("parent", "child", "change", "what", "baseline", "incident", "trace");
    TreeSet<DependencyKey> keys = new TreeSet<>(contracts.of(Window.INCIDENT).keySet());
    keys.addAll(contracts.of(Window.BASELINE).keySet());
    int changes = 0;
    for (DependencyKey key : keys) {
      for (ContractDrift.Change change :
          ContractDrift.between(
              contracts.of(Window.BASELINE).getOrDefault(key, NONE),
              contracts.of(Window.INCIDENT).getOrDefault(key, NONE))) {
        changes++;
        table.add(
            List.of(
                key.parent(),
                key.child(),
                change.kind().label().replace('_', ' '),
                what(change.exchange()),
                value(change, change.baseline()),
                value(change, change.incident()),
                change.trace()));
      }
    }
    return changes == 0 ? "No contract differs beyond chance between the windows." : table.text();
  }

  private static String what(Exchange exchange) {
    return String.join(
            " ", exchange.protocol(), exchange.method(), exchange.route(), exchange.status())
        .strip()
        .replaceAll(" +", " ");
  }

  private static String value(ContractDrift.Change change, double value) {
    return switch (change.kind()) {
      case STATUS -> Display.ratio(value);
      case NEW, GONE -> Math.round(value) + " calls";
      case REQUEST_SIZE, RESPONSE_SIZE -> Math.round(value) + " bytes";
    };
  }
}
