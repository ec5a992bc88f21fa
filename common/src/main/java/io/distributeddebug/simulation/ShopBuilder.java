package io.distributeddebug.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts a shop together, service by service. */
final class ShopBuilder {
  private final List<ServiceBuilder> services = new ArrayList<>();
  private final List<Backend> backends = new ArrayList<>();
  private final Map<String, Operation> operations = new LinkedHashMap<>();
  private final Map<String, List<Shop.Subscription>> subscriptions = new LinkedHashMap<>();
  private final List<Shop.Entry> entries = new ArrayList<>();
  private final List<Shop.Job> jobs = new ArrayList<>();

  Backend database(String name, String system, String namespace, int port) {
    return backend(new Backend(name, system, namespace, port, 8, 4));
  }

  Backend store(String name, String system, int port) {
    return backend(new Backend(name, system, "", port, 16, 0));
  }

  private Backend backend(Backend backend) {
    backends.add(backend);
    return backend;
  }

  ServiceBuilder service(String name, String language, int replicas) {
    ServiceBuilder service = new ServiceBuilder(name, language, replicas, services.size());
    services.add(service);
    return service;
  }

  /** Requests from outside; weights are relative. */
  void entry(String key, double weight) {
    entries.add(new Shop.Entry(operations.get(key), weight));
  }

  Shop build() {
    return new Shop(
        services.stream().map(ServiceBuilder::build).toList(),
        backends,
        operations,
        subscriptions,
        entries,
        jobs);
  }

  static Step.Call call(String callee) {
    return new Step.Call(callee, RetryPolicy.TWICE, false);
  }

  static Step.Call callOnce(String callee) {
    return new Step.Call(callee, RetryPolicy.ONCE, false);
  }

  static Step.Call callIfPossible(String callee) {
    return new Step.Call(callee, new RetryPolicy(1, 900, 0), true);
  }

  static Step together(Step.Call... calls) {
    return new Step.Together(List.of(calls));
  }

  static Step work(double medianMillis) {
    return new Step.Work("", medianMillis);
  }

  static Step work(String name, double medianMillis) {
    return new Step.Work(name, medianMillis);
  }

  static Step sometimes(double share, Step step) {
    return new Step.Sometimes(share, step);
  }

  static Step publish(String topic) {
    return new Step.Publish(topic);
  }

  static Step.Query query(
      Backend backend, String verb, String collection, String text, double medianMillis) {
    return new Step.Query(backend, verb, collection, text, medianMillis, 3_000, false);
  }

  static Step.Query cached(
      Backend backend, String verb, String collection, String text, double medianMillis) {
    return new Step.Query(backend, verb, collection, text, medianMillis, 250, true);
  }

  /** One service while it is put together. */
  final class ServiceBuilder {
    private final Service empty;
    private final List<Operation> own = new ArrayList<>();
    private int lines;

    private ServiceBuilder(String name, String language, int replicas, int number) {
      long hash = Dice.hash(name.hashCode(), 11);
      String version =
          1
              + Math.floorMod(hash, 4)
              + "."
              + Math.floorMod(hash >> 8, 30)
              + "."
              + Math.floorMod(hash >> 16, 9);
      empty = new Service(name, number, language, version, replicas, 12, List.of());
    }

    ServiceBuilder http(String method, String route, Step... steps) {
      return add(Operation.http(empty.name(), method, route, List.of(steps)));
    }

    ServiceBuilder grpc(String rpcService, String rpcMethod, Step... steps) {
      return add(Operation.grpc(empty.name(), rpcService, rpcMethod, List.of(steps)));
    }

    ServiceBuilder consumer(String topic, Step... steps) {
      return subscribe(topic, false, steps);
    }

    ServiceBuilder linkedConsumer(String topic, Step... steps) {
      return subscribe(topic, true, steps);
    }

    ServiceBuilder job(String name, int everySeconds, Step... steps) {
      Operation operation = Operation.job(empty.name(), name, List.of(steps));
      jobs.add(new Shop.Job(operation, everySeconds));
      return add(operation);
    }

    Step info(String template) {
      return new Step.Log(line(LogLine.Severity.INFO, template));
    }

    Step decline(double share, int status, String template) {
      return new Step.Decline(share, status, line(LogLine.Severity.WARN, template));
    }

    private ServiceBuilder subscribe(String topic, boolean linked, Step... steps) {
      Operation operation = Operation.consumer(empty.name(), topic, List.of(steps));
      subscriptions
          .computeIfAbsent(topic, key -> new ArrayList<>())
          .add(new Shop.Subscription(operation, linked));
      return add(operation);
    }

    private ServiceBuilder add(Operation operation) {
      own.add(operation);
      operations.put(operation.key(), operation);
      return this;
    }

    private LogLine line(LogLine.Severity severity, String template) {
      lines++;
      return new LogLine(severity, empty.file("Handler"), 24 + 13 * lines, template);
    }

    private Service build() {
      return new Service(
          empty.name(),
          empty.number(),
          empty.language(),
          empty.version(),
          empty.replicas(),
          empty.workers(),
          own);
    }
  }
}
