package io.distributeddebug.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often what happens, and how long it takes, when nothing is wrong: sums over the steps. */
final class Expectation {
  private static final double NETWORK_MILLIS = 0.5;

  private final Shop shop;
  private final Map<String, Double> visitsByOperation = new LinkedHashMap<>();
  private final Map<String, Double> queriesByUse = new LinkedHashMap<>();
  private final Map<String, Double> computingByService = new LinkedHashMap<>();
  private double spans;
  private double busyMillis;

  Expectation(Shop shop) {
    this.shop = shop;
  }

  /** Spans recorded. */
  double spans() {
    return spans;
  }

  /** Time from the first step to the last, messages left out. */
  double busyMillis() {
    return busyMillis;
  }

  double visits(Operation operation) {
    return visitsByOperation.getOrDefault(operation.key(), 0.0);
  }

  double visits(Service service) {
    return service.operations().stream().mapToDouble(this::visits).sum();
  }

  /** Computing of a service. */
  double computingMillis(Service service) {
    return computingByService.getOrDefault(service.name(), 0.0);
  }

  /** Queries by a service to a backend. */
  double queries(String service, Backend backend) {
    return queriesByUse.getOrDefault(use(service, backend), 0.0);
  }

  void visit(Operation operation, double visits) {
    visitsByOperation.merge(operation.key(), visits, Double::sum);
    spans += visits;
    for (Step step : operation.steps()) {
      if (step instanceof Step.Query query) {
        queriesByUse.merge(use(operation.service(), query.backend()), visits, Double::sum);
      } else if (step instanceof Step.Sometimes sometimes
          && sometimes.step() instanceof Step.Query query) {
        queriesByUse.merge(
            use(operation.service(), query.backend()), visits * sometimes.share(), Double::sum);
      }
      if (step instanceof Step.Work work) {
        computingByService.merge(operation.service(), visits * work.medianMillis(), Double::sum);
      }
      step.expect(this, visits);
    }
  }

  void work(Step.Work work, double visits) {
    spans += work.name().isEmpty() ? 0 : visits;
    busyMillis += visits * work.medianMillis();
  }

  void query(Step.Query query, double visits) {
    spans += visits;
    busyMillis += visits * (query.medianMillis() + NETWORK_MILLIS);
  }

  void call(Step.Call call, double visits) {
    spans += visits;
    busyMillis += visits * NETWORK_MILLIS;
    visit(shop.operation(call.callee()), visits);
  }

  void together(List<Step.Call> calls, double visits) {
    double before = busyMillis;
    double longest = 0;
    for (Step.Call call : calls) {
      busyMillis = 0;
      call(call, visits);
      longest = Math.max(longest, busyMillis);
    }
    busyMillis = before + longest;
  }

  void publish(String topic, double visits) {
    spans += visits;
    for (Shop.Subscription subscription : shop.subscriptions().get(topic)) {
      double busy = busyMillis;
      visit(subscription.operation(), visits);
      busyMillis = busy;
    }
  }

  private static String use(String service, Backend backend) {
    return service + ">" + backend.name();
  }
}
