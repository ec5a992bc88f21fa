package io.distributeddebug.simulation.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Accounts in a store of three replicas that answers as one: reads, and updates that look again
 * (cas). Near misses: reads and writes that overlap, updates that come too late and are refused,
 * writes that time out with effect or without.
 */
final class Accounts {
  private static final int ACCOUNTS = 12;
  private static final String PLACE = "accounts-db";

  private final StateSimulation.World world;
  private final int requests;
  private final Account[] accounts = new Account[ACCOUNTS];

  /** As it is in truth. */
  private static final class Account {
    final String key;
    final List<String> versions = new ArrayList<>(List.of("a0"));
    long lastChange = Long.MIN_VALUE;

    Account(String key) {
      this.key = key;
    }

    int version() {
      return versions.size() - 1;
    }

    String value() {
      return versions.get(version());
    }
  }

  Accounts(StateSimulation.World world, int requests) {
    this.world = world;
    this.requests = requests;
  }

  void plan() {
    for (int i = 0; i < ACCOUNTS; i++) {
      accounts[i] = new Account("acct-" + i);
    }
    for (int i = 0; i < requests; i++) {
      Account account = accounts[world.random.nextInt(ACCOUNTS)];
      boolean read = world.random.nextInt(10) < 6;
      world.at(world.anyTime(), read ? now -> read(account, now) : now -> update(account, now));
    }
    if (world.has(StateFault.STALE_READ)) {
      world.at(world.faultTime(), now -> staleRead(accounts[0], now));
    }
    if (world.has(StateFault.DIVERGED)) {
      world.at(world.faultTime(), now -> diverged(accounts[1], now));
    }
    if (world.has(StateFault.VERSION_FORK)) {
      world.at(world.faultTime(), now -> fork(accounts[2], now));
    }
    if (world.has(StateFault.LOST_UPDATE)) {
      world.at(world.faultTime(), now -> lostUpdate(accounts[3], now));
    }
  }

  private void read(Account account, long now) {
    Scribe.Request request = request("GET balance", now);
    emit(request, "read", account, now, account.value(), account.version(), -1, "");
    request.end();
  }

  /** Reads, works for a while, and writes if nobody has written since. */
  private void update(Account account, long now) {
    Scribe.Request request = request("POST booking", now);
    int seen = account.version();
    emit(request, "read", account, now, account.value(), seen, -1, "");
    world.at(
        now + world.millis(60, 200),
        then -> {
          boolean lost = world.random.nextInt(50) == 0;
          boolean applies = seen == account.version() && !(lost && world.random.nextBoolean());
          String value = "a" + Long.toString(world.random.nextLong() >>> 30, 36);
          if (applies) {
            put(account, value, then);
          }
          String error =
              lost ? "timeout" : applies ? "" : "optimistic lock: the version is another";
          emit(request, "cas", account, then, value, applies || lost ? seen + 1 : -1, seen, error);
          request.end();
        });
  }

  private void put(Account account, String value, long now) {
    account.versions.add(value);
    account.lastChange = now;
    world.values.add(
        new StateTruth.Value(
            "account", account.key, value, Integer.toString(account.version()), now));
  }

  private void staleRead(Account account, long now) {
    write(account, "s1", now);
    world.at(
        now + world.millis(3_000, 5_000),
        then -> {
          int old = account.version() - 1;
          Scribe.Request request = request("GET balance", then);
          emit(request, "read", account, then, account.versions.get(old), old, -1, "");
          request.end();
          world.wrong(StateFault.STALE_READ, account.key, account.lastChange, then);
        });
  }

  private void diverged(Account account, long now) {
    write(account, "d1", now);
    world.at(
        now + world.millis(100, 300),
        then -> {
          Scribe.Request request = request("GET balance", then);
          emit(request, "read", account, then, "d-other", account.version(), -1, "");
          request.end();
          world.wrong(StateFault.DIVERGED, account.key, now, then);
        });
  }

  /** Both are told that theirs is the next version; the second's is the one that stays. */
  private void fork(Account account, long now) {
    int seen = account.version();
    Scribe.Request one = request("POST booking", now);
    emit(one, "cas", account, now, "f-first", seen + 1, seen, "");
    one.end();
    long then = now + world.millis(80, 120);
    put(account, "f-second", then);
    Scribe.Request two = request("POST booking", then);
    emit(two, "cas", account, then, "f-second", seen + 1, seen, "");
    two.end();
    world.wrong(StateFault.VERSION_FORK, account.key, now, then);
  }

  private void lostUpdate(Account account, long now) {
    int seen = account.version();
    String value = account.value();
    for (int i = 0; i < 2; i++) {
      long from = now + i * (10 * Scribe.MILLI);
      Scribe.Request request = request("POST booking", from);
      emit(request, "read", account, from, value, seen, -1, "");
      String written = "l" + i;
      world.at(
          now + (i + 1) * (200 * Scribe.MILLI),
          then -> {
            put(account, written, then);
            emit(request, "write", account, then, written, account.version(), -1, "");
            request.end();
          });
    }
    world.wrong(StateFault.LOST_UPDATE, account.key, now, now + 400 * Scribe.MILLI);
  }

  private void write(Account account, String value, long now) {
    put(account, value, now);
    Scribe.Request request = request("PUT balance", now);
    emit(request, "write", account, now, value, account.version(), -1, "");
    request.end();
  }

  private Scribe.Request request(String name, long now) {
    return world.scribe.request(name, "account", world.random.nextInt(4), now - 60 * Scribe.MILLI);
  }

  /** Takes effect at {@code now}, somewhere inside its span. */
  private void emit(
      Scribe.Request request,
      String kind,
      Account account,
      long now,
      String value,
      int version,
      int expectedVersion,
      String error) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("db.system.name", "postgresql");
    attributes.put("server.address", PLACE);
    attributes.put("state.entity.type", "account");
    attributes.put("state.entity.id", account.key);
    attributes.put("state.place", PLACE);
    attributes.put("state.kind", kind);
    attributes.put("state.value", value);
    if (version >= 0) {
      attributes.put("state.version", Integer.toString(version));
    }
    if (expectedVersion >= 0) {
      attributes.put("state.expected_version", Integer.toString(expectedVersion));
    }
    request.call(
        kind + " account", now - world.millis(1, 25), now + world.millis(1, 25), attributes, error);
  }
}
