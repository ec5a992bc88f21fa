package io.distributeddebug.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Services, what they do, what they use, and who asks for it. */
record Shop(
    List<Service> services,
    List<Backend> backends,
    Map<String, Operation> operations,
    Map<String, List<Subscription>> subscriptions,
    List<Entry> entries,
    List<Job> jobs) {
  /** A request from outside; weights are relative. */
  record Entry(Operation operation, double weight) {}

  /**
   * Who gets the messages of a topic.
   *
   * @param linked in a trace of its own that links back, rather than in the sender's trace
   */
  record Subscription(Operation operation, boolean linked) {}

  /** Something that one instance does every so often. */
  record Job(Operation operation, int everySeconds) {}

  Shop {
    services = List.copyOf(services);
    backends = List.copyOf(backends);
    operations = new LinkedHashMap<>(operations);
    subscriptions = new LinkedHashMap<>(subscriptions);
    entries = List.copyOf(entries);
    jobs = List.copyOf(jobs);
  }

  Service service(String name) {
    for (Service service : services) {
      if (service.name().equals(name)) {
        return service;
      }
    }
    throw new IllegalArgumentException("Cannot find service '" + name + "' in the shop");
  }

  Operation operation(String key) {
    Operation operation = operations.get(key);
    if (operation == null) {
      throw new IllegalArgumentException("Cannot find operation '" + key + "' in the shop");
    }
    return operation;
  }

  /** One visit of the operation and all that it sets off. */
  Expectation expectationOf(Operation operation) {
    Expectation expectation = new Expectation(this);
    expectation.visit(operation, 1);
    return expectation;
  }

  double totalWeight() {
    double total = 0;
    for (Entry entry : entries) {
      total += entry.weight();
    }
    return total;
  }

  /** One average request from outside. */
  Expectation expectation() {
    double total = totalWeight();
    Expectation expectation = new Expectation(this);
    for (Entry entry : entries) {
      expectation.visit(entry.operation(), entry.weight() / total);
    }
    return expectation;
  }

  /** Services that call the service, wait for its answer, and in turn who calls them. */
  List<String> upstreamOf(String service) {
    Set<String> found = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(service));
    while (!open.isEmpty()) {
      String callee = open.poll();
      for (String caller : callersOf(callee)) {
        if (!caller.equals(service) && found.add(caller)) {
          open.add(caller);
        }
      }
    }
    return new ArrayList<>(found);
  }

  List<String> callersOf(String service) {
    Set<String> callers = new TreeSet<>();
    for (Operation operation : operations.values()) {
      if (!operation.service().equals(service)
          && callsOf(operation).stream()
              .anyMatch(call -> operation(call.callee()).service().equals(service))) {
        callers.add(operation.service());
      }
    }
    return new ArrayList<>(callers);
  }

  List<String> usersOf(Backend backend) {
    Set<String> users = new TreeSet<>();
    for (Operation operation : operations.values()) {
      for (Step step : operation.steps()) {
        if (unwrapped(step) instanceof Step.Query query && query.backend().equals(backend)) {
          users.add(operation.service());
        }
      }
    }
    return new ArrayList<>(users);
  }

  static List<Step.Call> callsOf(Operation operation) {
    List<Step.Call> calls = new ArrayList<>();
    for (Step step : operation.steps()) {
      Step inner = unwrapped(step);
      if (inner instanceof Step.Call call) {
        calls.add(call);
      } else if (inner instanceof Step.Together together) {
        calls.addAll(together.calls());
      }
    }
    return calls;
  }

  private static Step unwrapped(Step step) {
    return step instanceof Step.Sometimes sometimes ? sometimes.step() : step;
  }
}
