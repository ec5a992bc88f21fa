package io.distributeddebug.sampling;

/**
 * How many spans a recorded one stands for: 1 / the probability that it was kept.
 *
 * @param weight at least 1; 1 as well where nothing is known
 */
public record SamplingWeight(double weight, Source source) {
  /** Nothing says that spans were left out, and nothing says that none were. */
  public static final SamplingWeight UNKNOWN = new SamplingWeight(1, Source.UNKNOWN);

  /** Nothing that samples keeps fewer than one in a billion. */
  private static final double MOST = 1e9;

  /** Who says it. */
  public enum Source {
    /** {@code tracestate} of the span, OpenTelemetry's {@code th} or, before it, {@code p}. */
    TRACESTATE,
    /** Tags {@code sampler.type} and {@code sampler.param} of the trace's root, Jaeger. */
    JAEGER,
    /** An attribute of the trace's root that is a rate or a ratio. */
    ATTRIBUTE,
    /** The configured ratio of the root's AWS X-Ray rule. */
    XRAY,
    /** The configured ratio of the root's service, or of all. */
    CONFIGURED,
    UNKNOWN
  }

  public SamplingWeight {
    if (!(weight >= 1 && weight <= MOST)) { // refuses NaN too
      throw new IllegalArgumentException("Invalid sampling weight: " + weight + ", not 1 to 1e9");
    }
  }

  /** Unknown where the ratio is none, as 0 or 5 would be. */
  static SamplingWeight ofRatio(double ratio, Source source) {
    return ratio >= 1 / MOST && ratio <= 1 ? new SamplingWeight(1 / ratio, source) : UNKNOWN;
  }

  /** Unknown where the rate is none, as 0.5 would be. */
  static SamplingWeight ofRate(double rate, Source source) {
    return rate >= 1 && rate <= MOST ? new SamplingWeight(rate, source) : UNKNOWN;
  }

  public boolean isKnown() {
    return source != Source.UNKNOWN;
  }
}
