package io.distributeddebug.simulation;

import io.distributeddebug.telemetry.Window;

/**
 * What goes wrong and changes on any day: a handler in three thousand fails for no reason that
 * recurs, and one service gets a new version that does no harm.
 */
final class EverydayTrouble implements Disturbance {
  private static final double FAILURES = 0.0003;
  private static final String[][] REASONS = {
    {"java.io.IOException", "Connection reset by peer"},
    {"java.lang.IllegalStateException", "Stream closed"},
    {"java.io.UncheckedIOException", "Broken pipe"}
  };

  private final String deployed;
  private final long deployedAt;

  EverydayTrouble(Shop shop, Window window, long seed) {
    Dice dice = new Dice(Dice.hash(seed, 4711));
    deployed = shop.services().get(dice.below(shop.services().size())).name();
    deployedAt = window.fromUnixNanos() + (long) (window.nanos() * dice.between(0.1, 0.95));
  }

  String deployedService() {
    return deployed;
  }

  @Override
  public Mishap mishap(Operation operation, int instance, long now, Dice dice) {
    if (!dice.chance(FAILURES)) {
      return Mishap.NONE;
    }
    String[] reason = REASONS[dice.below(REASONS.length)];
    return new Mishap(dice.below(operation.steps().size()), Outcome.failed(reason[0], reason[1]));
  }

  @Override
  public String version(String service, int instance, long now, String usual) {
    return service.equals(deployed) && now >= deployedAt + instance * 20_000_000_000L
        ? Versions.next(usual)
        : usual;
  }
}
