package io.distributeddebug.latency;

/**
 * Requests in a service over a stretch of time: L = &lambda; W (Little 1961). In flight on average
 * is arrival rate times residence time, so that two of the three tell the third.
 *
 * @param arrivals requests that began in the stretch
 * @param busyNanos time that requests spent inside the service during the stretch, added up
 * @param stretchNanos length of the stretch, above 0
 */
public record LittlesLaw(long arrivals, long busyNanos, long stretchNanos) {
  private static final double NANOS_PER_SECOND = 1e9;

  public LittlesLaw {
    if (stretchNanos <= 0 || arrivals < 0 || busyNanos < 0) {
      throw new IllegalArgumentException(
          "Invalid load: %d arrivals, %d ns busy in %d ns"
              .formatted(arrivals, busyNanos, stretchNanos));
    }
  }

  public double arrivalsPerSecond() {
    return arrivals * NANOS_PER_SECOND / stretchNanos;
  }

  /** L: requests inside at once, on average over the stretch, as the spans show. */
  public double inFlight() {
    return (double) busyNanos / stretchNanos;
  }

  /** W = L / &lambda; of a measured L; 0 where nothing arrived. */
  public double residenceNanos(double measuredInFlight) {
    return arrivals == 0 ? 0 : measuredInFlight * stretchNanos / arrivals;
  }

  /**
   * What share of the requests that a metric counts in flight the spans show: below 1 where spans
   * are sampled or lost. 0 where the metric counts none.
   */
  public double shownRatio(double measuredInFlight) {
    return measuredInFlight <= 0 ? 0 : inFlight() / measuredInFlight;
  }
}
