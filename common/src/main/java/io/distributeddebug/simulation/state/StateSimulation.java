package io.distributeddebug.simulation.state;

import io.distributeddebug.simulation.Recording;
import io.distributeddebug.telemetry.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Runs the small system. What happens takes effect in the order of time at one instant inside its
 * span, so that without a fault every promise is kept.
 *
 * @param requests about how many of each sort
 */
public record StateSimulation(
    long seed, int requests, Instant start, Duration duration, Set<StateFault> faults) {
  /** What its attributes and places mean. */
  public static final String MAPPING =
      """
      entities:
        order:
          keys: [order_id]
          places:
            - {place: orders-db, system: postgresql, collection: orders, key: id, version: version, fields: {status: status}}
          states: {initial: [NEW], terminal: [SHIPPED, CANCELLED], allowed: {NEW: [PAID, CANCELLED], PAID: [SHIPPED]}}
      sagas:
        checkout:
          correlation: order_id
          steps:
            - {do: payment/Charge, undo: payment/Refund}
            - {do: inventory/Reserve, undo: inventory/Release}
          deadline: 1m
      """;

  public StateSimulation {
    if (requests < 1) {
      throw new IllegalArgumentException("Invalid number of requests: " + requests);
    }
    faults = faults.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(faults));
  }

  /** What happens at an instant. */
  interface Action {
    void run(long now);
  }

  private record Planned(long at, long number, Action action) {}

  /** Time, chance and the record of what is true. */
  final class World {
    final SplittableRandom random = new SplittableRandom(seed * 31 + 7);
    final Scribe scribe;
    final List<StateTruth.Row> wrong = new ArrayList<>();
    final List<StateTruth.Value> values = new ArrayList<>();
    private final PriorityQueue<Planned> plan =
        new PriorityQueue<>(
            Comparator.comparingLong(Planned::at).thenComparingLong(Planned::number));
    private long number;

    World(Recording recording) {
      scribe = new Scribe(recording, seed);
    }

    void at(long time, Action action) {
      plan.add(new Planned(time, number++, action));
    }

    long begin() {
      return Window.unixNanos(start);
    }

    long length() {
      return duration.toNanos();
    }

    /** Anywhere, but not so late that it would not end. */
    long anyTime() {
      return begin() + (long) (length() * 0.9 * random.nextDouble());
    }

    /** In the middle of the run. */
    long faultTime() {
      return begin() + (long) (length() * (0.4 + 0.2 * random.nextDouble()));
    }

    long millis(int least, int most) {
      return Scribe.MILLI * random.nextInt(least, most) + random.nextInt((int) Scribe.MILLI);
    }

    boolean has(StateFault fault) {
      return faults.contains(fault);
    }

    void wrong(StateFault fault, String subject, long from, long to) {
      wrong.add(new StateTruth.Row(fault.word(), subject, from, to));
    }

    private void run() {
      while (!plan.isEmpty()) {
        Planned next = plan.remove();
        next.action.run(next.at);
      }
    }
  }

  public Window window() {
    return Window.of(start, start.plus(duration));
  }

  public StateTruth run(Recording recording) {
    World world = new World(recording);
    new Accounts(world, requests).plan();
    new Orders(world, requests / 2 + 1).plan();
    new Locks(world, requests / 2 + 1).plan();
    new Cluster(world, requests / 2 + 1).plan();
    world.run();
    return new StateTruth(world.wrong, world.values, world.scribe.aheadNanos(0));
  }
}
