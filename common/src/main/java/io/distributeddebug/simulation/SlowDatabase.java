package io.distributeddebug.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A database answers every query late, some too late; its clients wait with it. */
final class SlowDatabase implements Fault {
  @Override
  public String name() {
    return "slow-database";
  }

  @Override
  public String kind() {
    return "slow_dependency";
  }

  @Override
  public String describes() {
    return "A database answers every query hundreds of milliseconds late; its clients wait,"
        + " and their callers time out";
  }

  @Override
  public Injection inject(Scene scene) {
    List<Backend> candidates = new ArrayList<>();
    for (Backend backend : scene.shop().backends()) {
      double queries = 0;
      for (String user : scene.shop().usersOf(backend)) {
        queries += scene.perRequest().queries(user, backend);
      }
      if (backend.isDatabase() && queries >= 0.08) {
        candidates.add(backend);
      }
    }
    Backend target = scene.choose(candidates);
    double medianMillis = scene.dice().between(450, 900);
    Set<String> affected = new TreeSet<>();
    for (String user : scene.shop().usersOf(target)) {
      affected.addAll(scene.feltBy(user));
    }
    return new Injection(
        new Disturbance() {
          @Override
          public long queryDelayNanos(Backend backend, long now, Dice dice) {
            return backend.name().equals(target.name()) && scene.during(now)
                ? (long) (medianMillis * dice.lognormal(0.55) * 1e6)
                : 0;
          }
        },
        InjectedFault.at(kind(), target.name(), scene.window(), List.copyOf(affected)));
  }
}
