package io.distributeddebug.cause;

import io.distributeddebug.cause.EdgeBlame.Blame;
import io.distributeddebug.cause.EdgeBlame.Edge;
import io.distributeddebug.finding.Evidence;
import io.distributeddebug.finding.Unit;
import io.distributeddebug.flow.FactKey;
import io.distributeddebug.flow.FactKind;
import io.distributeddebug.flow.Facts;
import io.distributeddebug.flow.Tally;
import io.distributeddebug.statistics.LogLinearHistogram;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Calls take longer than the called side works: the network, or a peer that shows no spans. */
final class GapSignal implements Signal {
  static final String NAME = "gap";
  static final String FROM_CALLERS = "callers";
  static final String TO_CALLEES = "callees";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void judge(Comparison comparison, Consumer<Clue> clues) {
    GapPools pools = comparison.pools();
    Set<String> peers = virtualPeers(comparison.incident());
    EdgeBlame.of(pools.judge(comparison.incident()))
        .forEach(
            (service, blame) ->
                clues.accept(clue(service, blame, peers.contains(service), pools, comparison)));
  }

  @Override
  public String absence(Comparison comparison) {
    return comparison.incident().of(FactKind.GAP).isEmpty()
            && comparison.incident().of(FactKind.PEER).isEmpty()
        ? "No calls between services can be seen: slow networks and dependencies cannot be told."
        : "";
  }

  private static Set<String> virtualPeers(Facts facts) {
    Set<String> peers = new HashSet<>();
    facts.of(FactKind.PEER).keySet().forEach(key -> peers.add(key.parts().get(2)));
    facts.of(FactKind.TRACES).keySet().forEach(key -> peers.remove(key.parts().get(0)));
    return peers;
  }

  private static Clue clue(
      String service, Blame blame, boolean isPeer, GapPools pools, Comparison comparison) {
    boolean into = blame.inNats() >= blame.outNats();
    Map<Edge, LogLinearHistogram> before = edges(comparison.baseline());
    Map<Edge, LogLinearHistogram> during = edges(comparison.incident());
    Edge worst = worst(service, into, pools, comparison.incident());
    String example = example(worst, comparison.incident());
    LogLinearHistogram now = during.get(worst);
    LogLinearHistogram usual = before.getOrDefault(worst, new LogLinearHistogram());
    String statement =
        "%s of %s take%s %s beyond the work of the called side (median; usually %s)"
            .formatted(
                Wording.count((double) now.count(), "call"),
                into ? worst.caller() + " into " + service : service + " to " + worst.callee(),
                now.count() == 1 ? "s" : "",
                Wording.duration((double) now.quantile(0.5)),
                usual.isEmpty() ? "not seen" : Wording.duration((double) usual.quantile(0.5)));
    if (isPeer) {
      statement =
          "%s of %s into it take %s (median; usually %s)"
              .formatted(
                  Wording.count((double) now.count(), "call"),
                  worst.caller(),
                  Wording.duration((double) now.quantile(0.5)),
                  usual.isEmpty() ? "not seen" : Wording.duration((double) usual.quantile(0.5)));
    }
    return new Clue(
        service,
        NAME,
        blame.nats(),
        isPeer && into ? CauseKind.SLOW_DEPENDENCY : CauseKind.NETWORK_DELAY,
        Clue.AFTER_RESOURCES,
        into ? FROM_CALLERS : TO_CALLEES,
        "",
        "",
        Optional.empty(),
        blame.excessNanos(),
        statement,
        List.of(
            new Evidence(
                "spans",
                Character.toUpperCase(statement.charAt(0)) + statement.substring(1) + ".",
                (double) now.quantile(0.5),
                Unit.NANOS,
                usual.isEmpty() ? Optional.empty() : Optional.of((double) usual.quantile(0.5)),
                example,
                isPeer
                    ? "SELECT trace_id, operation, duration_nanos FROM trace_spans WHERE service = %s AND peer_service = %s AND start_unix_nanos >= %d AND start_unix_nanos < %d ORDER BY duration_nanos DESC"
                        .formatted(
                            Wording.quoted(worst.caller()),
                            Wording.quoted(worst.callee()),
                            comparison.incidentWindow().fromUnixNanos(),
                            comparison.incidentWindow().toUnixNanos())
                    : "SELECT trace_id, operation, gap_to_parent_start_nanos + gap_to_parent_end_nanos AS gap_nanos FROM trace_spans WHERE parent_service = %s AND service = %s AND start_unix_nanos >= %d AND start_unix_nanos < %d ORDER BY gap_nanos DESC"
                        .formatted(
                            Wording.quoted(worst.caller()),
                            Wording.quoted(worst.callee()),
                            comparison.incidentWindow().fromUnixNanos(),
                            comparison.incidentWindow().toUnixNanos()))));
  }

  private static Edge worst(String service, boolean into, GapPools pools, Facts incident) {
    return pools.judge(incident).entrySet().stream()
        .filter(edge -> (into ? edge.getKey().callee() : edge.getKey().caller()).equals(service))
        .max(
            Comparator.comparingDouble(
                    (Map.Entry<Edge, PooledEvidence> edge) -> edge.getValue().nats())
                .thenComparing(Map.Entry::getKey))
        .orElseThrow()
        .getKey();
  }

  private static String example(Edge edge, Facts incident) {
    String[] example = {""};
    long[] longest = {Long.MIN_VALUE};
    GapPools.each(
        incident,
        (FactKey key, Tally tally) -> {
          long largest = tally.durations().max();
          if (GapPools.edge(key).equals(edge) && largest > longest[0]) {
            longest[0] = largest;
            example[0] = tally.exampleTraceId();
          }
        });
    return example[0];
  }

  private static Map<Edge, LogLinearHistogram> edges(Facts facts) {
    Map<Edge, LogLinearHistogram> edges = new TreeMap<>();
    GapPools.each(
        facts,
        (key, tally) ->
            edges
                .computeIfAbsent(GapPools.edge(key), edge -> new LogLinearHistogram())
                .merge(tally.durations()));
    return edges;
  }
}
