package io.distributeddebug.sampling;

import io.distributeddebug.sampling.SamplingWeight.Source;

/**
 * What a W3C {@code tracestate} says of sampling, in OpenTelemetry's member {@code ot}: {@code
 * th:HEX}, the rejection threshold of consistent probability sampling ("TraceState: Probability
 * Sampling": 1 to 14 hex digits of a 56-bit number, zeros at the end left out), or {@code p:N}, its
 * predecessor, for a probability of 2^-N. Anything else, {@code rv} among it, does not change how
 * many spans one stands for.
 */
public final class TraceStates {
  private static final int MOST_DIGITS = 14;
  private static final long RANGE = 1L << 56;
  private static final int NEVER = 63;

  private TraceStates() {}

  /** Unknown where it does not say. */
  public static SamplingWeight weight(String traceState) {
    for (int from = 0; from < traceState.length(); ) {
      int to = end(traceState, ',', from);
      String member = traceState.substring(from, to).strip();
      if (member.startsWith("ot=")) {
        return ofMember(member.substring("ot=".length()));
      }
      from = to + 1;
    }
    return SamplingWeight.UNKNOWN;
  }

  private static SamplingWeight ofMember(String list) {
    SamplingWeight weight = SamplingWeight.UNKNOWN;
    for (int from = 0; from < list.length(); ) {
      int to = end(list, ';', from);
      String entry = list.substring(from, to);
      if (entry.startsWith("th:")) {
        return ofThreshold(entry.substring("th:".length()));
      }
      if (entry.startsWith("p:")) {
        weight = ofExponent(entry.substring("p:".length()));
      }
      from = to + 1;
    }
    return weight;
  }

  private static SamplingWeight ofThreshold(String hex) {
    if (hex.isEmpty() || hex.length() > MOST_DIGITS || !hex.matches("[0-9a-f]+")) {
      return SamplingWeight.UNKNOWN;
    }
    long threshold = Long.parseLong(hex + "0".repeat(MOST_DIGITS - hex.length()), 16);
    return SamplingWeight.ofRatio((double) (RANGE - threshold) / RANGE, Source.TRACESTATE);
  }

  private static SamplingWeight ofExponent(String digits) {
    if (!digits.matches("[0-9]{1,2}") || Integer.parseInt(digits) >= NEVER) {
      return SamplingWeight.UNKNOWN;
    }
    return SamplingWeight.ofRatio(Math.pow(2, -Integer.parseInt(digits)), Source.TRACESTATE);
  }

  private static int end(String text, char separator, int from) {
    int at = text.indexOf(separator, from);
    return at < 0 ? text.length() : at;
  }
}
