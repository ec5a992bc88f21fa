package io.distributeddebug.jobs.investigation;

import io.distributeddebug.latency.CallTally;
import io.distributeddebug.latency.MeanRequest;
import io.distributeddebug.latency.OperationTally;
import io.distributeddebug.latency.Part;
import io.distributeddebug.latency.TrafficComparison;
import io.distributeddebug.report.CallStatistics;
import io.distributeddebug.report.LatencyQuantiles;
import io.distributeddebug.report.Timing;
import io.distributeddebug.report.Topology;
import io.distributeddebug.report.Windows;
import io.distributeddebug.statistics.LogLinearHistogram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The compared traffic as the report shows it: who calls whom, and where the time goes. */
final class ReportedTraffic {
  private static final int MOST_OPERATIONS = 60;

  private ReportedTraffic() {}

  static Topology topology(TrafficComparison traffic, Windows windows) {
    Map<String, Topology.NodeKind> nodes = new TreeMap<>();
    traffic.services().forEach(pair -> nodes.put(pair.key().service(), Topology.NodeKind.SERVICE));
    List<Topology.Edge> edges = new ArrayList<>();
    for (TrafficComparison.CallPair pair : traffic.edges()) {
      nodes.putIfAbsent(pair.key().caller(), Topology.NodeKind.SERVICE);
      nodes.putIfAbsent(pair.key().callee(), kind(pair.key().peerKind()));
      edges.add(
          Topology.Edge.compared(
              pair.key().caller(),
              pair.key().callee(),
              statistics(pair.baseline()),
              statistics(pair.incident()),
              windows));
    }
    return new Topology(
        nodes.entrySet().stream()
            .map(node -> new Topology.Node(node.getKey(), node.getValue()))
            .toList(),
        edges);
  }

  private static Topology.NodeKind kind(String peerKind) {
    return switch (peerKind) {
      case "database" -> Topology.NodeKind.DATABASE;
      case "cache" -> Topology.NodeKind.CACHE;
      case "queue" -> Topology.NodeKind.QUEUE;
      case "external" -> Topology.NodeKind.EXTERNAL;
      default -> Topology.NodeKind.SERVICE;
    };
  }

  /** Operations by how much time all their requests lost or won together. */
  static Timing timing(TrafficComparison traffic) {
    return new Timing(
        traffic.operations().stream()
            .sorted(
                Comparator.comparingDouble(ReportedTraffic::moved)
                    .reversed()
                    .thenComparing(TrafficComparison.OperationPair::key))
            .limit(MOST_OPERATIONS)
            .map(
                pair ->
                    new Timing.OperationTiming(
                        pair.key().service(),
                        pair.key().operation(),
                        side(pair.baseline()),
                        side(pair.incident())))
            .toList());
  }

  private static double moved(TrafficComparison.OperationPair pair) {
    if (pair.baseline().requests() == 0 || pair.incident().requests() == 0) {
      return 0;
    }
    return Math.abs(pair.incident().durations().mean() - pair.baseline().durations().mean())
        * pair.incident().requests();
  }

  private static Timing.Side side(OperationTally tally) {
    if (tally.requests() == 0) {
      return Timing.Side.NONE;
    }
    MeanRequest mean = MeanRequest.of(tally);
    List<Timing.Part> parts = new ArrayList<>();
    for (Part part : Part.values()) {
      if (mean.nanos(part) != 0) {
        parts.add(new Timing.Part(part.label(), mean.nanos(part)));
      }
    }
    return new Timing.Side(statistics(tally.requests(), tally.errors(), tally.durations()), parts);
  }

  private static CallStatistics statistics(CallTally tally) {
    return statistics(tally.calls(), tally.errors(), tally.durations());
  }

  static CallStatistics statistics(long calls, long errors, LogLinearHistogram durations) {
    return calls == 0
        ? CallStatistics.NONE
        : CallStatistics.of(
            calls,
            errors,
            new LatencyQuantiles(
                durations.quantile(0.5),
                durations.quantile(0.95),
                durations.quantile(0.99),
                durations.max()));
  }
}
