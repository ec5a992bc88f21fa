package io.distributeddebug.simulation;

/**
 * A machine that instances run on: its clock may be wrong, and its neighbours on the same hardware
 * now and then take processor time away, which is why normal hours are not quiet.
 *
 * @param skewNanos what its clock is ahead
 */
record Node(String name, String zone, long skewNanos, long seed) {
  private static final long MINUTE = 60_000_000_000L;
  private static final long BURST_SLOT = 20 * MINUTE;

  /** Share 0..1 of the processor that is not to be had. */
  double stolenCpu(long now) {
    long minute = Math.floorDiv(now, MINUTE);
    double within = Math.floorMod(now, MINUTE) / (double) MINUTE;
    double level = level(minute) * (1 - within) + level(minute + 1) * within;
    return Math.min(0.7, level + burst(now));
  }

  private double level(long minute) {
    return 0.05 + 0.09 * Dice.unit(Dice.hash(seed, minute));
  }

  private double burst(long now) {
    long slot = Math.floorDiv(now, BURST_SLOT);
    long hash = Dice.hash(seed, slot, 77);
    if (Dice.unit(hash) > 0.3) {
      return 0;
    }
    long begin = slot * BURST_SLOT + (long) (Dice.unit(Dice.hash(hash, 1)) * (BURST_SLOT - MINUTE));
    long length = (long) ((15 + 25 * Dice.unit(Dice.hash(hash, 2))) * 1e9);
    return now >= begin && now < begin + length ? 0.2 + 0.2 * Dice.unit(Dice.hash(hash, 3)) : 0;
  }
}
