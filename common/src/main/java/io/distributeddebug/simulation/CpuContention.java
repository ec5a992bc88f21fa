package io.distributeddebug.simulation;

/** Something takes the processor away from one instance; everything that it computes is slow. */
final class CpuContention implements Fault {
  /** Below that a visit hardly notices. */
  private static final double COMPUTING_MILLIS = 1.5;

  @Override
  public String name() {
    return "cpu-contention";
  }

  @Override
  public String kind() {
    return "cpu";
  }

  @Override
  public String describes() {
    return "One instance of a service has hardly any processor left, so its handlers compute"
        + " ten and more times as long";
  }

  @Override
  public Injection inject(Scene scene) {
    Service target =
        scene.chooseService(
            0.3,
            service ->
                !service.name().equals(scene.changing())
                    && scene.perRequest().computingMillis(service)
                        >= COMPUTING_MILLIS * scene.perRequest().visits(service));
    int replica = scene.dice().below(target.replicas());
    double stolen = scene.dice().between(0.9, 0.94);
    return new Injection(
        new Disturbance() {
          @Override
          public double stolenCpu(String service, int instance, long now) {
            return service.equals(target.name()) && instance == replica && scene.during(now)
                ? stolen
                : 0;
          }
        },
        InjectedFault.at(kind(), target.name(), scene.window(), scene.feltBy(target.name()))
            .inInstance(scene.instanceNames().of(target, replica, scene.window().fromUnixNanos()))
            .ofResource("cpu"));
  }
}
