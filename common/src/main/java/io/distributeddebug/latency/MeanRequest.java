package io.distributeddebug.latency;

import java.util.EnumMap;
import java.util.Map;

/**
 * The mean request of an operation, taken apart. Whole nanoseconds: what rounding leaves over goes
 * to {@link Part#SELF}, so that the parts add up to the mean exactly.
 */
public record MeanRequest(long meanNanos, Map<Part, Long> parts) {
  public static MeanRequest of(OperationTally tally) {
    Map<Part, Long> parts = new EnumMap<>(Part.class);
    long requests = tally.requests();
    if (requests == 0) {
      return new MeanRequest(0, parts);
    }
    long mean = tally.durations().sum() / requests;
    long others = 0;
    for (Part part : Part.values()) {
      if (part != Part.SELF) {
        long nanos = tally.sumNanos(part) / requests;
        parts.put(part, nanos);
        others += nanos;
      }
    }
    parts.put(Part.SELF, mean - others);
    return new MeanRequest(mean, parts);
  }

  public long nanos(Part part) {
    return parts.getOrDefault(part, 0L);
  }
}
