package io.distributeddebug.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A caller is configured to lose patience before the callee can answer, and to try again at once,
 * many times. The callee still works on what nobody waits for any more, so it gets slower, the
 * tries fail more often, and those who wait for the caller try again as well.
 */
final class RetryStorm implements Fault {
  private static final int ATTEMPTS = 9;

  @Override
  public String name() {
    return "retry-storm";
  }

  @Override
  public String kind() {
    return "retry_storm";
  }

  @Override
  public String describes() {
    return "A service gives up on its callee too early and repeats the call at once, again and"
        + " again; the callee drowns in repeated work and the failure cascades upwards";
  }

  private record Edge(Operation caller, Operation callee) {}

  @Override
  public Injection inject(Scene scene) {
    List<Edge> edges = new ArrayList<>();
    for (Operation caller : scene.shop().operations().values()) {
      for (Step.Call call : Shop.callsOf(caller)) {
        Operation callee = scene.shop().operation(call.callee());
        if (!caller.service().equals(OnlineShop.FRONT_DOOR)
            && !call.optional()
            && scene.perRequest().visits(caller) >= 0.1
            && scene.shop().expectationOf(callee).busyMillis() >= 4) {
          edges.add(new Edge(caller, callee));
        }
      }
    }
    Edge edge = scene.choose(edges);
    String repeating = edge.caller().service();
    double timeoutMillis =
        scene.shop().expectationOf(edge.callee()).busyMillis() * scene.dice().between(0.75, 0.9);
    RetryPolicy impatient = new RetryPolicy(ATTEMPTS, timeoutMillis, 0.1);
    Set<String> affected = new TreeSet<>(scene.feltBy(repeating));
    affected.add(edge.callee().service());
    return new Injection(
        new Disturbance() {
          @Override
          public RetryPolicy policy(String caller, Operation callee, long now, RetryPolicy usual) {
            return caller.equals(repeating)
                    && callee.service().equals(edge.callee().service())
                    && scene.during(now)
                ? impatient
                : usual;
          }
        },
        InjectedFault.at(kind(), repeating, scene.window(), List.copyOf(affected))
            .inOperation(edge.caller().name())
            .onEdge(repeating + "->" + edge.callee().service()));
  }
}
