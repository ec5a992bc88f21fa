package io.distributeddebug.cause;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which end of slow edges is to blame. A service is tried as callee (all calls into it) and as
 * caller (all calls out of it); the strongest takes its edges, at a tie the callee, and the others
 * are judged again without them. So a gateway with one slow callee among many is cleared, a service
 * slow towards all its callees is blamed once, and its callees are cleared.
 */
final class EdgeBlame {
  private EdgeBlame() {}

  /** A directed call edge; a virtual peer is a callee as any. */
  record Edge(String caller, String callee) implements Comparable<Edge> {
    @Override
    public int compareTo(Edge other) {
      int byCaller = caller.compareTo(other.caller);
      return byCaller != 0 ? byCaller : callee.compareTo(other.callee);
    }
  }

  /**
   * What a service is blamed for.
   *
   * @param inNats calls into it
   * @param outNats calls out of it
   */
  record Blame(double inNats, double outNats, double excessNanos, long count) {
    private static final Blame NONE = new Blame(0, 0, 0, 0);

    double nats() {
      return inNats + outNats;
    }

    private Blame plusIn(double nats, PooledEvidence evidence) {
      return new Blame(
          inNats + nats, outNats, excessNanos + evidence.excessNanos(), count + evidence.count());
    }

    private Blame plusOut(double nats, PooledEvidence evidence) {
      return new Blame(
          inNats, outNats + nats, excessNanos + evidence.excessNanos(), count + evidence.count());
    }
  }

  /** The blamed services, strongest first. */
  static Map<String, Blame> of(Map<Edge, PooledEvidence> evidence) {
    Map<Edge, PooledEvidence> open = new TreeMap<>(evidence);
    double multiplicity = Math.log(Math.max(1, 2 * services(open.keySet()).size()));
    Map<String, Blame> blamed = new LinkedHashMap<>();
    Set<String> takenAsCallee = new HashSet<>();
    Set<String> takenAsCaller = new HashSet<>();
    while (true) {
      Map<String, PooledEvidence> in = new TreeMap<>();
      Map<String, PooledEvidence> out = new TreeMap<>();
      open.forEach(
          (edge, pooled) -> {
            in.merge(edge.callee(), pooled, PooledEvidence::plus);
            out.merge(edge.caller(), pooled, PooledEvidence::plus);
          });
      in.keySet().removeAll(takenAsCallee);
      out.keySet().removeAll(takenAsCaller);
      String strongest = "";
      double strongestNats = 0;
      double strongestIn = 0;
      for (String service : services(open.keySet())) {
        double inNats = above(in.get(service), multiplicity);
        double total = inNats + above(out.get(service), multiplicity);
        if (total > 0 && beats(total, inNats, strongestNats, strongestIn)) {
          strongest = service;
          strongestNats = total;
          strongestIn = inNats;
        }
      }
      if (strongestNats <= 0) {
        return blamed;
      }
      String service = strongest;
      Blame blame = blamed.getOrDefault(service, Blame.NONE);
      if (strongestIn > 0) {
        blame = blame.plusIn(strongestIn, in.get(service));
        takenAsCallee.add(service);
        open.keySet().removeIf(edge -> edge.callee().equals(service));
      }
      double strongestOut = above(out.get(service), multiplicity);
      if (strongestOut > 0) {
        blame = blame.plusOut(strongestOut, out.get(service));
        takenAsCaller.add(service);
        open.keySet().removeIf(edge -> edge.caller().equals(service));
      }
      blamed.put(service, blame);
    }
  }

  private static boolean beats(double total, double in, double bestTotal, double bestIn) {
    double difference = Math.rint(total * 1e6) - Math.rint(bestTotal * 1e6);
    return difference > 0 || (difference == 0 && in > bestIn);
  }

  private static double above(PooledEvidence pooled, double multiplicity) {
    return pooled == null ? 0 : Math.max(0, pooled.nats() - multiplicity);
  }

  private static Set<String> services(Collection<Edge> edges) {
    Set<String> services = new TreeSet<>();
    for (Edge edge : edges) {
      services.add(edge.caller());
      services.add(edge.callee());
    }
    return services;
  }
}
