package io.distributeddebug.simulation;

import java.util.List;

/** All that is wrong at once: delays add up, the first mishap and the last change of mind count. */
record Disturbances(List<Disturbance> all) implements Disturbance {
  Disturbances {
    all = List.copyOf(all);
  }

  @Override
  public double stolenCpu(String service, int instance, long now) {
    double stolen = 0;
    for (Disturbance each : all) {
      stolen += each.stolenCpu(service, instance, now);
    }
    return stolen;
  }

  @Override
  public long networkDelayNanos(String caller, String callee, long now, Dice dice) {
    long delay = 0;
    for (Disturbance each : all) {
      delay += each.networkDelayNanos(caller, callee, now, dice);
    }
    return delay;
  }

  @Override
  public long queryDelayNanos(Backend backend, long now, Dice dice) {
    long delay = 0;
    for (Disturbance each : all) {
      delay += each.queryDelayNanos(backend, now, dice);
    }
    return delay;
  }

  @Override
  public long keptConnectionNanos(String service, Backend backend, long now, Dice dice) {
    long kept = 0;
    for (Disturbance each : all) {
      kept += each.keptConnectionNanos(service, backend, now, dice);
    }
    return kept;
  }

  @Override
  public Mishap mishap(Operation operation, int instance, long now, Dice dice) {
    for (Disturbance each : all) {
      Mishap mishap = each.mishap(operation, instance, now, dice);
      if (mishap.strikes()) {
        return mishap;
      }
    }
    return Mishap.NONE;
  }

  @Override
  public RetryPolicy policy(String caller, Operation callee, long now, RetryPolicy usual) {
    RetryPolicy policy = usual;
    for (Disturbance each : all) {
      policy = each.policy(caller, callee, now, policy);
    }
    return policy;
  }

  @Override
  public String version(String service, int instance, long now, String usual) {
    String version = usual;
    for (Disturbance each : all) {
      version = each.version(service, instance, now, version);
    }
    return version;
  }
}
