package io.distributeddebug.simulation;

import java.util.List;

/** Every message into one service takes longer on its way; inside, all is as usual. */
final class NetworkDelay implements Fault {
  @Override
  public String name() {
    return "network-delay";
  }

  @Override
  public String kind() {
    return "network_delay";
  }

  @Override
  public String describes() {
    return "Requests to one service are delayed on the network, between its callers and it";
  }

  @Override
  public Injection inject(Scene scene) {
    Service target =
        scene.chooseService(0.15, service -> !scene.shop().callersOf(service.name()).isEmpty());
    double medianMillis = scene.dice().between(180, 420);
    List<String> callers = scene.shop().callersOf(target.name());
    String edge = (callers.size() == 1 ? callers.get(0) : "*") + "->" + target.name();
    return new Injection(
        new Disturbance() {
          @Override
          public long networkDelayNanos(String caller, String callee, long now, Dice dice) {
            return callee.equals(target.name()) && scene.during(now)
                ? (long) (medianMillis * dice.lognormal(0.25) * 1e6)
                : 0;
          }
        },
        InjectedFault.at(
                kind(), target.name(), scene.window(), scene.shop().upstreamOf(target.name()))
            .ofResource("network")
            .onEdge(edge));
  }
}
