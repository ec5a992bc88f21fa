package io.distributeddebug.simulation;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.MetricKind;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Window;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the gauges of every instance and node each 15 seconds. */
final class Meter {
  private static final long TICK = 15_000_000_000L;
  private static final double MEMORY_BYTES = 512.0 * 1024 * 1024;
  private static final double IDLE_CPU = 0.06;

  private final List<Node> nodes;
  private final Recorder recorder;
  private final Recording recording;
  private final Map<String, Attributes> poolAttributes = new HashMap<>();
  private final Map<String, Resource> nodeResources = new HashMap<>();

  Meter(List<Node> nodes, Recorder recorder, Recording recording) {
    this.nodes = nodes;
    this.recorder = recorder;
    this.recording = recording;
    for (Node node : nodes) {
      nodeResources.put(node.name(), Conventions.resource(node));
    }
  }

  void schedule(Calendar calendar, Window recorded, Collection<List<Instance>> instances) {
    long first = Math.floorDiv(recorded.fromUnixNanos() + TICK - 1, TICK) * TICK;
    for (long tick = first - TICK; tick < recorded.toUnixNanos(); tick += TICK) {
      boolean counts = tick >= first;
      calendar.enter(tick, now -> read(now, instances, counts));
    }
  }

  private void read(long now, Collection<List<Instance>> instances, boolean recorded) {
    Map<String, double[]> cpuByNode = new HashMap<>();
    for (List<Instance> replicas : instances) {
      for (Instance instance : replicas) {
        double cpu = cpu(instance, now);
        List<Long> served = instance.takeServedNanos();
        double[] onNode = cpuByNode.computeIfAbsent(instance.node().name(), name -> new double[1]);
        onNode[0] += cpu;
        if (recorded) {
          read(now, instance, cpu, served);
        }
      }
    }
    if (recorded) {
      for (Node node : nodes) {
        read(now, node, cpuByNode.getOrDefault(node.name(), new double[1])[0]);
      }
    }
  }

  /** Share of the instance's processor limit, what others steal inside its limit included. */
  private static double cpu(Instance instance, long now) {
    double own = instance.takeCpuNanos() / (TICK * instance.cores());
    double idle = IDLE_CPU + 0.05 * Dice.unit(Dice.hash(instance.seed(), now));
    return Math.min(1, own + idle + instance.stolenCpu(now));
  }

  private void read(long now, Instance instance, double cpu, List<Long> served) {
    Resource resource = recorder.resource(instance, now);
    gauge(now, resource, "process.cpu.utilization", "1", cpu, Attributes.EMPTY);
    double memory = memory(instance, now);
    gauge(now, resource, "process.memory.usage", "By", memory * MEMORY_BYTES, Attributes.EMPTY);
    gauge(now, resource, "k8s.pod.memory_limit_utilization", "1", memory, Attributes.EMPTY);
    gauge(
        now,
        resource,
        "http.server.active_requests",
        "{request}",
        instance.busyWorkers(),
        Attributes.EMPTY);
    long sumNanos = 0;
    for (long nanos : served) {
      sumNanos += nanos;
    }
    recording.metric(
        new MetricPoint(
            "http.server.request.duration",
            "s",
            MetricKind.HISTOGRAM,
            resource,
            Attributes.EMPTY,
            now - TICK,
            now,
            sumNanos / 1e9,
            served.size(),
            ""));
    for (ConnectionPool pool : instance.pools()) {
      read(now, resource, pool);
    }
  }

  private void read(long now, Resource resource, ConnectionPool pool) {
    String name = pool.backend().name() + "-pool";
    Attributes plain =
        poolAttributes.computeIfAbsent(
            name, key -> Attributes.builder().put("db.client.connection.pool.name", name).build());
    Attributes used =
        poolAttributes.computeIfAbsent(
            name + " used",
            key ->
                Attributes.builder()
                    .put("db.client.connection.pool.name", name)
                    .put("db.client.connection.state", "used")
                    .build());
    gauge(now, resource, "db.client.connection.count", "{connection}", pool.used(), used);
    gauge(now, resource, "db.client.connection.max", "{connection}", pool.limit(), plain);
    gauge(
        now, resource, "db.client.connection.pending_requests", "{request}", pool.waiting(), plain);
  }

  private void read(long now, Node node, double cpuOfInstances) {
    Resource resource = nodeResources.get(node.name());
    double cpu = Math.min(1, node.stolenCpu(now) + cpuOfInstances / 8);
    gauge(now, resource, "system.cpu.utilization", "1", cpu, Attributes.EMPTY);
    double memory = 0.52 + 0.04 * Dice.unit(Dice.hash(node.seed(), now / (4 * TICK)));
    gauge(now, resource, "system.memory.utilization", "1", memory, Attributes.EMPTY);
  }

  /** Share of the limit: rises until the next garbage collection, at each instance another. */
  private static double memory(Instance instance, long now) {
    long period = (6L + Math.floorMod(instance.seed(), 9)) * 4 * TICK;
    double age = Math.floorMod(now + instance.seed(), period) / (double) period;
    double level = 0.35 + 0.15 * Dice.unit(Dice.hash(instance.seed(), 3));
    return level + 0.12 * age + 0.01 * Dice.unit(Dice.hash(instance.seed(), now, 9));
  }

  private void gauge(
      long now, Resource resource, String name, String unit, double value, Attributes attributes) {
    recording.metric(
        new MetricPoint(name, unit, MetricKind.GAUGE, resource, attributes, 0, now, value, 0, ""));
  }
}
