package io.distributeddebug.simulation;

import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a fault chooses its target from.
 *
 * @param perRequest what one average request from outside does
 * @param window when the fault is to be at work
 * @param requestsPerSecond from outside, as many as one set of instances serves
 * @param scale how much bigger than usual workers, pools and processors are
 * @param changing the service that gets a new version on this day anyway
 */
record Scene(
    Shop shop,
    Expectation perRequest,
    Dice dice,
    Window window,
    double requestsPerSecond,
    double scale,
    String changing,
    InstanceNames instanceNames) {
  /** The pod of a replica, where there is only one such replica. */
  interface InstanceNames {
    Optional<String> of(Service service, int replica, long now);
  }

  boolean during(long now) {
    return window.contains(now);
  }

  /** One of the services behind the front door that see enough traffic and suit. */
  Service chooseService(double visitsPerRequest, Predicate<Service> suits) {
    List<Service> candidates = new ArrayList<>();
    for (Service service : shop.services()) {
      if (!service.name().equals(OnlineShop.FRONT_DOOR)
          && perRequest.visits(service) >= visitsPerRequest
          && suits.test(service)) {
        candidates.add(service);
      }
    }
    return choose(candidates);
  }

  /** One of the operations that answer calls, see enough traffic, and suit. */
  Operation chooseOperation(double visitsPerRequest, Predicate<Operation> suits) {
    List<Operation> candidates = new ArrayList<>();
    for (Operation operation : shop.operations().values()) {
      if (!operation.service().equals(OnlineShop.FRONT_DOOR)
          && operation.isCalled()
          && perRequest.visits(operation) >= visitsPerRequest
          && suits.test(operation)) {
        candidates.add(operation);
      }
    }
    return choose(candidates);
  }

  <T> T choose(List<T> candidates) {
    return candidates.get(dice.below(candidates.size()));
  }

  /** The service and everyone who waits for it. */
  List<String> feltBy(String service) {
    List<String> affected = new ArrayList<>(shop.upstreamOf(service));
    affected.add(0, service);
    return affected;
  }
}
