package io.distributeddebug.simulation;

/** Connections are given back late, so that soon none is left; the database itself is idle. */
final class PoolExhaustion implements Fault {
  private static final double LONGEST_SECONDS = 50;

  @Override
  public String name() {
    return "pool-exhaustion";
  }

  @Override
  public String kind() {
    return "pool_exhaustion";
  }

  @Override
  public String describes() {
    return "A service keeps its database connections long after use; its pool runs empty,"
        + " handlers wait for a connection and give up";
  }

  @Override
  public Injection inject(Scene scene) {
    Service target =
        scene.chooseService(0.1, service -> leakSeconds(scene, service, 1.6) <= LONGEST_SECONDS);
    Backend pool = busiestPool(scene, target);
    double seconds =
        Math.min(LONGEST_SECONDS, leakSeconds(scene, target, scene.dice().between(1.6, 2.2)));
    return new Injection(
        new Disturbance() {
          @Override
          public long keptConnectionNanos(String service, Backend backend, long now, Dice dice) {
            return service.equals(target.name())
                    && backend.name().equals(pool.name())
                    && scene.during(now)
                ? (long) (seconds * (0.5 + dice.unit()) * 1e9)
                : 0;
          }
        },
        InjectedFault.at(kind(), target.name(), scene.window(), scene.feltBy(target.name()))
            .ofResource("pool:" + pool.name() + "-pool"));
  }

  /** How long each connection must be kept for the pool to be short by that factor. */
  private static double leakSeconds(Scene scene, Service service, double shortage) {
    Backend pool = busiestPool(scene, service);
    double queriesPerSecond =
        scene.perRequest().queries(service.name(), pool)
            * scene.requestsPerSecond()
            / service.replicas();
    return queriesPerSecond == 0
        ? Double.POSITIVE_INFINITY
        : shortage * Math.ceil(pool.poolSize() * scene.scale()) / queriesPerSecond;
  }

  private static Backend busiestPool(Scene scene, Service service) {
    Backend busiest = scene.shop().backends().get(0);
    double most = -1;
    for (Backend backend : scene.shop().backends()) {
      double queries =
          backend.isDatabase() ? scene.perRequest().queries(service.name(), backend) : 0;
      if (queries > most) {
        most = queries;
        busiest = backend;
      }
    }
    return busiest;
  }
}
