package io.distributeddebug.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One process of one service: its workers, its processor and its connections. */
final class Instance {
  private static final long PAUSE_SLOT = 240_000_000_000L;
  private static final int LINE_PER_WORKER = 10;

  private final World world;
  private final Service service;
  private final int number;
  private final Node node;
  private final long seed;
  private final int workers;
  private final double cores;
  private final Deque<Calendar.Action> line = new ArrayDeque<>();
  private final Map<String, ConnectionPool> pools = new LinkedHashMap<>();
  private int busyWorkers;
  private int computing;
  private long cpuNanos;
  private final List<Long> servedNanos = new ArrayList<>();

  Instance(World world, Service service, int number, Node node, long seed, double scale) {
    this.world = world;
    this.service = service;
    this.number = number;
    this.node = node;
    this.seed = seed;
    this.workers = (int) Math.ceil(service.workers() * scale);
    this.cores = scale;
  }

  static long seed(long cellSeed, Service service, int number) {
    return Dice.hash(cellSeed, service.name().hashCode(), number);
  }

  Service service() {
    return service;
  }

  int number() {
    return number;
  }

  Node node() {
    return node;
  }

  long seed() {
    return seed;
  }

  double cores() {
    return cores;
  }

  int busyWorkers() {
    return busyWorkers;
  }

  ConnectionPool pool(Backend backend) {
    return pools.computeIfAbsent(
        backend.name(),
        name ->
            new ConnectionPool(
                world.calendar(), backend, (int) Math.ceil(backend.poolSize() * cores)));
  }

  Collection<ConnectionPool> pools() {
    return pools.values();
  }

  /** Begins when a worker is free; false where the line is full. */
  boolean admit(long now, Calendar.Action begin) {
    if (busyWorkers < workers) {
      busyWorkers++;
      begin.at(now);
      return true;
    }
    if (line.size() >= workers * LINE_PER_WORKER) {
      return false;
    }
    line.add(begin);
    return true;
  }

  void served(long latencyNanos) {
    servedNanos.add(latencyNanos);
  }

  void leave(long now) {
    Calendar.Action next = line.poll();
    if (next == null) {
      busyWorkers--;
    } else {
      next.at(now);
    }
  }

  /** Takes the processor for a while; the answer is how long that lasts. */
  long compute(long now, long nanos) {
    computing++;
    cpuNanos += nanos;
    double crowding = Math.max(1, computing / cores);
    double stolen = Math.min(0.95, node.stolenCpu(now) + stolenCpu(now));
    long lasting = (long) (nanos * crowding / (1 - stolen));
    return lasting + pauseWithin(now, lasting);
  }

  void computed() {
    computing--;
  }

  double stolenCpu(long now) {
    return world.disturbances().stolenCpu(service.name(), number, now);
  }

  /** Garbage collections and the like: once in four minutes everything here stands still. */
  private long pauseWithin(long now, long lasting) {
    long slot = Math.floorDiv(now, PAUSE_SLOT);
    long hash = Dice.hash(seed, slot);
    long begin = slot * PAUSE_SLOT + (long) (Dice.unit(hash) * PAUSE_SLOT);
    long length = (long) ((60 + 240 * Dice.unit(Dice.hash(hash, 1))) * 1e6);
    long end = now + lasting;
    return end > begin && now < begin + length ? begin + length - Math.max(now, begin) : 0;
  }

  /** Processor time used since the last call. */
  long takeCpuNanos() {
    long taken = cpuNanos;
    cpuNanos = 0;
    return taken;
  }

  /** Latencies of the requests served since the last call. */
  List<Long> takeServedNanos() {
    List<Long> taken = List.copyOf(servedNanos);
    servedNanos.clear();
    return taken;
  }
}
