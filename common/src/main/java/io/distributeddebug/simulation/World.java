package io.distributeddebug.simulation;

import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The running shop over one stretch of time. It starts before what is recorded, so that lines and
 * pools are as full as they would be, and goes on until the last recorded request is answered.
 */
final class World {
  private static final long WARM_UP = 60_000_000_000L;
  private static final long COOL_DOWN = 10_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  private final Shop shop;
  private final Disturbances disturbances;
  private final Calendar calendar = new Calendar();
  private final Map<String, List<Instance>> instances = new LinkedHashMap<>();
  private final Map<String, BackendLoad> loads = new LinkedHashMap<>();
  private final Recorder recorder;
  private final Meter meter;
  private final Map<String, Integer> turns = new LinkedHashMap<>();

  World(
      Shop shop,
      List<Node> nodes,
      Disturbances disturbances,
      long cellSeed,
      double scale,
      HeadSampling sampling,
      Recording recording) {
    this.shop = shop;
    this.disturbances = disturbances;
    for (Service service : shop.services()) {
      List<Instance> replicas = new ArrayList<>();
      for (int i = 0; i < service.replicas(); i++) {
        long seed = Instance.seed(cellSeed, service, i);
        Node node = nodes.get((service.number() + 2 * i) % nodes.size());
        replicas.add(new Instance(this, service, i, node, seed, scale));
      }
      instances.put(service.name(), replicas);
    }
    for (Backend backend : shop.backends()) {
      loads.put(backend.name(), new BackendLoad(backend.slots() * scale));
    }
    recorder = new Recorder(disturbances, cellSeed, sampling, recording);
    meter = new Meter(nodes, recorder, recording);
  }

  Shop shop() {
    return shop;
  }

  Calendar calendar() {
    return calendar;
  }

  Disturbances disturbances() {
    return disturbances;
  }

  Recorder recorder() {
    return recorder;
  }

  BackendLoad load(Backend backend) {
    return loads.get(backend.name());
  }

  /** Runs and records the requests that come in within the stretch, and its metrics. */
  void run(Window recorded, Load load) {
    long from = recorded.fromUnixNanos();
    long to = recorded.toUnixNanos();
    load.arrivals(
        from - WARM_UP,
        to + COOL_DOWN,
        (at, key) -> calendar.enter(at, now -> request(now, key, recorded)));
    for (Shop.Job job : shop.jobs()) {
      enter(job, from - WARM_UP, recorded);
    }
    meter.schedule(calendar, recorded, instances.values());
    calendar.run();
  }

  private void request(long now, long key, Window recorded) {
    Request request = Request.of(key, now, recorded.contains(now));
    Dice dice = request.dice();
    double mark = dice.unit() * shop.totalWeight();
    Operation chosen = shop.entries().get(0).operation();
    for (Shop.Entry entry : shop.entries()) {
      if (mark < entry.weight()) {
        chosen = entry.operation();
        break;
      }
      mark -= entry.weight();
    }
    start(now, chosen, Invocation.Origin.root(request), dice);
  }

  private void enter(Shop.Job job, long from, Window recorded) {
    long every = job.everySeconds() * SECOND;
    long phase = Math.floorMod(job.operation().key().hashCode(), job.everySeconds()) * SECOND;
    for (long at = Math.floorDiv(from, every) * every + phase;
        at < recorded.toUnixNanos();
        at += every) {
      if (at >= from) {
        Request request =
            Request.of(
                Dice.hash(recorder.seed(), at, job.operation().key().hashCode()),
                at,
                recorded.contains(at));
        Dice dice = request.dice();
        calendar.enter(
            at + (long) (dice.unit() * SECOND / 5),
            now -> start(now, job.operation(), Invocation.Origin.root(request), dice));
      }
    }
  }

  /** Carries a request to an instance of the callee, and its answer back. */
  void send(
      long now,
      String caller,
      Operation callee,
      Invocation.Origin origin,
      Dice dice,
      Invocation.Reply reply) {
    long there = hopNanos(caller, callee.service(), now, dice);
    Instance instance = choose(callee);
    calendar.enter(
        now + there,
        time ->
            new Invocation(
                    this,
                    instance,
                    callee,
                    origin,
                    dice,
                    (end, outcome) ->
                        calendar.enter(
                            end + networkNanos(dice), back -> reply.arrived(back, outcome)))
                .arrive(time));
  }

  /** Gives a message to everyone who has subscribed to its topic. */
  void deliver(Invocation sender, String topic, long messageSpanId, long sent) {
    for (Shop.Subscription subscription : shop.subscriptions().getOrDefault(topic, List.of())) {
      Dice dice = new Dice(sender.dice().nextLong());
      Request request = sender.request();
      Invocation.Origin origin =
          subscription.linked()
              ? new Invocation.Origin(
                  request.linked(subscription.operation().key().hashCode()),
                  0,
                  request,
                  messageSpanId)
              : Invocation.Origin.childOf(request, messageSpanId);
      long polled = sent + dice.serviceNanos(12);
      calendar.enter(polled, now -> start(now, subscription.operation(), origin, dice));
    }
  }

  private void start(long now, Operation operation, Invocation.Origin origin, Dice dice) {
    new Invocation(this, choose(operation), operation, origin, dice, (end, outcome) -> {})
        .arrive(now);
  }

  /** Round robin; a job is done by the first instance. */
  private Instance choose(Operation operation) {
    List<Instance> replicas = instances.get(operation.service());
    if (operation.protocol() == Operation.Protocol.JOB) {
      return replicas.get(0);
    }
    return replicas.get(
        Math.floorMod(turns.merge(operation.service(), 1, Integer::sum), replicas.size()));
  }

  private long hopNanos(String caller, String callee, long now, Dice dice) {
    return networkNanos(dice) + disturbances.networkDelayNanos(caller, callee, now, dice);
  }

  /** One way through the network: a quarter of a millisecond, a lost packet now and then. */
  long networkNanos(Dice dice) {
    double millis = 0.22 * dice.lognormal(0.3);
    if (dice.chance(0.002)) {
      millis += dice.between(3, 40);
    }
    return (long) (millis * 1e6);
  }
}
