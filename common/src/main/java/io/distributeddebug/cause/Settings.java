package io.distributeddebug.cause;

/**
 * The constants of the method. All are general: none knows a name or was learned from one system.
 *
 * @param smallestSlowdown a slowdown below this share is of no interest
 * @param tailExponent how fast the tail beyond the largest baseline value falls
 * @param floorNanos durations below this are not told apart
 * @param saturation x nats of one signal count as x * saturation / (x + saturation)
 * @param tailDegrees degrees of freedom of the residuals of resource metrics
 * @param capacityMargin points of capacity below which a change of a resource is no problem
 * @param smallestPool a pool of fewer baseline values is no reference
 * @param lateNats surprise from which a single call counts as late
 */
public record Settings(
    double smallestSlowdown,
    double tailExponent,
    long floorNanos,
    double saturation,
    double tailDegrees,
    double capacityMargin,
    int smallestPool,
    double lateNats) {
  public static final Settings STANDARD = new Settings(0.3, 1.0, 1_000_000, 40, 3, 5, 3, 4);

  /** Keeps the order, but no single signal beyond its model's validity outvotes the rest. */
  public double saturated(double nats) {
    return nats > 0 ? nats * saturation / (nats + saturation) : 0;
  }
}
