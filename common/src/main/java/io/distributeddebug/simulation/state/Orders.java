package io.distributeddebug.simulation.state;

import io.distributeddebug.telemetry.SpanKind;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Orders: rows whose status moves by conditional updates, a saga of payment and reservation, and a
 * message for each order that ships. Near misses: sagas that fail and are undone, messages that are
 * processed again after a failure.
 */
final class Orders {
  private static final String TOPIC = "order-events";
  private static final int PARTITIONS = 2;

  private final StateSimulation.World world;
  private final int orders;
  private final long[] nextOffset = new long[PARTITIONS];
  private final long[] consumerFree = new long[PARTITIONS];

  Orders(StateSimulation.World world, int orders) {
    this.world = world;
    this.orders = orders;
  }

  void plan() {
    for (int i = 0; i < orders; i++) {
      String key = "o-" + i;
      world.at(world.anyTime(), now -> checkout(key, now, false));
    }
    if (world.has(StateFault.ILLEGAL_TRANSITION)) {
      world.at(world.faultTime(), this::illegal);
    }
    if (world.has(StateFault.SAGA_UNCOMPENSATED)) {
      world.at(world.faultTime(), now -> checkout("o-saga", now, true));
    }
    if (world.has(StateFault.DUPLICATE_DELIVERY)) {
      world.at(world.faultTime(), now -> message(now, StateFault.DUPLICATE_DELIVERY));
    }
    if (world.has(StateFault.LOST_MESSAGE)) {
      world.at(world.faultTime(), now -> message(now, StateFault.LOST_MESSAGE));
    }
    if (world.has(StateFault.OUT_OF_ORDER)) {
      world.at(world.faultTime(), this::outOfOrder);
    }
  }

  private void checkout(String key, long now, boolean forget) {
    Scribe.Request request = world.scribe.request("POST checkout", "order", 1, now);
    statement(
        request, "INSERT INTO orders (id, status, version) VALUES ('" + key + "', 'NEW', 1)", now);
    Map<String, String> saga = Map.of("order_id", key);
    long at = now + world.millis(10, 30);
    step("payment", "Charge", at, saga, "");
    at += world.millis(20, 60);
    boolean fails = forget || world.random.nextInt(8) == 0;
    step("inventory", "Reserve", at, saga, fails ? "out of stock" : "");
    at += world.millis(20, 60);
    if (!fails) {
      update(request, key, "NEW", "PAID", 1, at);
      update(request, key, "PAID", "SHIPPED", 2, at + 100 * Scribe.MILLI);
      world.at(at + 200 * Scribe.MILLI, then -> message(then, null));
    } else {
      if (!forget) {
        step("payment", "Refund", at, saga, "");
      } else {
        world.wrong(StateFault.SAGA_UNCOMPENSATED, key, now, at);
      }
      update(request, key, "NEW", "CANCELLED", 1, at + 50 * Scribe.MILLI);
    }
    request.end();
  }

  private void illegal(long now) {
    String key = "o-illegal";
    Scribe.Request request = world.scribe.request("POST checkout", "order", 1, now);
    statement(
        request, "INSERT INTO orders (id, status, version) VALUES ('" + key + "', 'NEW', 1)", now);
    update(request, key, "NEW", "CANCELLED", 1, now + 50 * Scribe.MILLI);
    update(request, key, "CANCELLED", "SHIPPED", 2, now + 900 * Scribe.MILLI);
    request.end();
    world.wrong(StateFault.ILLEGAL_TRANSITION, key, now, now + 900 * Scribe.MILLI);
  }

  private void step(String service, String name, long at, Map<String, String> saga, String error) {
    Scribe.Request request = world.scribe.request("call " + service, service, 2, at);
    request.span(SpanKind.INTERNAL, name, at, at + 8 * Scribe.MILLI, saga, error);
    request.end();
  }

  private void update(
      Scribe.Request request, String key, String from, String to, int version, long at) {
    statement(
        request,
        "UPDATE orders SET status = '%s', version = version + 1 WHERE id = '%s' AND version = %d AND status = '%s'"
            .formatted(to, key, version, from),
        at);
  }

  private void statement(Scribe.Request request, String sql, long at) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("db.system.name", "postgresql");
    attributes.put("server.address", "orders-db");
    attributes.put("db.query.text", sql);
    attributes.put("db.response.affected_rows", "1");
    request.call(sql.substring(0, 6) + " orders", at, at + world.millis(2, 9), attributes);
  }

  private void message(long now, StateFault fault) {
    int partition = world.random.nextInt(PARTITIONS);
    long offset = send(partition, now);
    if (fault == StateFault.LOST_MESSAGE) {
      // The next message is taken as if this one had been.
      world.wrong(fault, TOPIC + "/" + partition + "@" + offset, now, now);
      long next = send(partition, now + 200 * Scribe.MILLI);
      process(partition, next, now + 300 * Scribe.MILLI, "");
      return;
    }
    long from = now + world.millis(30, 90);
    if (fault == null && world.random.nextInt(15) == 0) {
      from = process(partition, offset, from, "handler failed") + 20 * Scribe.MILLI;
    }
    long done = process(partition, offset, from, "");
    if (fault == StateFault.DUPLICATE_DELIVERY) {
      process(partition, offset, done + 50 * Scribe.MILLI, "");
      world.wrong(fault, TOPIC + "/" + partition + "@" + offset, now, done);
    }
  }

  private void outOfOrder(long now) {
    long first = send(0, now);
    long second = send(0, now + 20 * Scribe.MILLI);
    long done = process(0, second, now + 100 * Scribe.MILLI, "");
    process(0, first, done + 20 * Scribe.MILLI, "");
    world.wrong(StateFault.OUT_OF_ORDER, TOPIC + "/0@" + first, now, done);
  }

  private long send(int partition, long now) {
    long offset = nextOffset[partition]++;
    Scribe.Request request = world.scribe.request("publish", "order", 1, now);
    request.span(
        SpanKind.PRODUCER,
        "send " + TOPIC,
        now,
        now + 3 * Scribe.MILLI,
        attributes("send", partition, offset),
        "");
    request.end();
    return offset;
  }

  /** One consumer takes a partition's messages one after the other. */
  private long process(int partition, long offset, long earliest, String error) {
    long from = Math.max(earliest, consumerFree[partition]);
    long to = from + world.millis(5, 15);
    Scribe.Request request = world.scribe.request("consume", "mail", 3, from);
    request.span(
        SpanKind.CONSUMER,
        "process " + TOPIC,
        from,
        to,
        attributes("process", partition, offset),
        error);
    request.end();
    consumerFree[partition] = to + Scribe.MILLI;
    return to;
  }

  private static Map<String, String> attributes(String operation, int partition, long offset) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("messaging.system", "kafka");
    attributes.put("messaging.destination.name", TOPIC);
    attributes.put("messaging.operation.type", operation);
    attributes.put("messaging.destination.partition.id", Integer.toString(partition));
    attributes.put("messaging.kafka.offset", Long.toString(offset));
    attributes.put("messaging.consumer.group.name", operation.equals("send") ? "" : "mails");
    return attributes;
  }
}
