package io.distributeddebug.report;

import java.util.List;

/** Where the time of each operation goes, before and during the incident; most changed first. */
public record Timing(List<OperationTiming> operations) {
  public static final Timing EMPTY = new Timing(List.of());

  public Timing {
    operations = List.copyOf(operations);
  }

  /** One operation in both windows. */
  public record OperationTiming(String service, String operation, Side baseline, Side incident) {}

  /**
   * One window of an operation.
   *
   * @param parts the mean request, taken apart; the parts sum to its mean duration
   */
  public record Side(CallStatistics requests, List<Part> parts) {
    public static final Side NONE = new Side(CallStatistics.NONE, List.of());

    public Side {
      parts = List.copyOf(parts);
    }

    /** Mean duration as the parts tell it. */
    public long meanNanos() {
      return parts.stream().mapToLong(Part::meanNanos).sum();
    }
  }

  /**
   * What the mean request spends on one thing.
   *
   * @param name {@code self}, {@code network}, {@code database}, {@code cache}, {@code queue},
   *     {@code pool}, {@code downstream}, {@code other}
   */
  public record Part(String name, long meanNanos) {}
}
