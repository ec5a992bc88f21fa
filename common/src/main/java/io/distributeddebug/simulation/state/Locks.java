package io.distributeddebug.simulation.state;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Locks in a key-value store. Near misses: waits that are long and succeed, and one that times out
 * while the holder goes on.
 */
final class Locks {
  private static final int LOCKS = 5;

  private final StateSimulation.World world;
  private final int requests;
  private final long[] free = new long[LOCKS];

  Locks(StateSimulation.World world, int requests) {
    this.world = world;
    this.requests = requests;
  }

  void plan() {
    for (int i = 0; i < requests; i++) {
      int lock = world.random.nextInt(LOCKS);
      world.at(world.anyTime(), now -> hold(lock, now));
    }
    if (world.has(StateFault.LOCK_VIOLATION)) {
      world.at(world.faultTime(), this::violate);
    }
    if (world.has(StateFault.DEADLOCK)) {
      world.at(world.faultTime(), this::deadlock);
    }
  }

  /** Waits till the lock is free, however long. */
  private void hold(int lock, long now) {
    long taken = Math.max(now + 2 * Scribe.MILLI, free[lock] + 2 * Scribe.MILLI);
    boolean impatient = taken - now > 300 * Scribe.MILLI && world.random.nextBoolean();
    Scribe.Request request = request(now);
    if (impatient) {
      lock(request, "l-" + lock, now, now + 300 * Scribe.MILLI, "timeout waiting for the lock");
      request.end();
      return;
    }
    long given =
        taken + (world.random.nextInt(20) == 0 ? world.millis(500, 900) : world.millis(20, 90));
    lock(request, "l-" + lock, now, taken, "");
    unlock(request, "l-" + lock, given);
    free[lock] = given + 3 * Scribe.MILLI;
    request.end();
  }

  private void violate(long now) {
    for (int i = 0; i < 2; i++) {
      Scribe.Request request = request(now);
      long from = now + i * (1_000 * Scribe.MILLI);
      lock(request, "l-shared", from, from + 3 * Scribe.MILLI, "");
      unlock(request, "l-shared", from + 5_000 * Scribe.MILLI);
      request.end();
    }
    world.wrong(StateFault.LOCK_VIOLATION, "l-shared", now, now + 6_000 * Scribe.MILLI);
  }

  private void deadlock(long now) {
    for (int i = 0; i < 2; i++) {
      Scribe.Request request = request(now);
      String own = "l-d" + i;
      String other = "l-d" + (1 - i);
      lock(request, own, now, now + 3 * Scribe.MILLI, "");
      long from = now + 500 * Scribe.MILLI;
      long until = from + (3_000 + 200 * i) * Scribe.MILLI;
      lock(request, other, from, until, "timeout waiting for the lock");
      unlock(request, own, until + 20 * Scribe.MILLI);
      request.end();
    }
    world.wrong(StateFault.DEADLOCK, "l-d0", now, now + 4_000 * Scribe.MILLI);
  }

  private Scribe.Request request(long now) {
    return world.scribe.request(
        "POST job", "worker", world.random.nextInt(4), now - 2 * Scribe.MILLI);
  }

  private static void lock(Scribe.Request request, String lock, long from, long to, String error) {
    request.call(
        "SET",
        from,
        to,
        attributes("SET lock:" + lock + " " + request.traceId + " NX PX 30000"),
        error);
  }

  private static void unlock(Scribe.Request request, String lock, long at) {
    request.call("DEL", at, at + 2 * Scribe.MILLI, attributes("DEL lock:" + lock));
  }

  private static Map<String, String> attributes(String command) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("db.system.name", "redis");
    attributes.put("server.address", "locks");
    attributes.put("db.query.text", command);
    return attributes;
  }
}
