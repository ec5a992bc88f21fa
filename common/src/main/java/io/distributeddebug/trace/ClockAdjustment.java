package io.distributeddebug.trace;

import java.util.BitSet;
import java.util.OptionalLong;

/**
 * What is added to each span's recorded times to have them on the clock of the trace's first span,
 * and how far the result can be off. Two spans whose adjusted times are no further apart than their
 * uncertainties add up to can have come in either order.
 */
public final class ClockAdjustment {
  /** Every time as recorded, and nothing known of how far clocks are apart. */
  public static final ClockAdjustment NONE =
      new ClockAdjustment(new long[0], new long[0], new BitSet());

  /** In arrays: nobody knows how far off. */
  public static final long UNKNOWN = -1;

  private final long[] nanos;
  private final long[] uncertainties;
  private final BitSet impossible;

  /**
   * Takes the arrays over, by span.
   *
   * @param nanos added to recorded times
   * @param uncertainties half widths, {@link #UNKNOWN} where the offset is not bounded
   * @param impossible spans whose call no offset explains: they began before they were called, or
   *     ended after their answer had come
   */
  public ClockAdjustment(long[] nanos, long[] uncertainties, BitSet impossible) {
    this.nanos = nanos;
    this.uncertainties = uncertainties;
    this.impossible = impossible;
  }

  public long nanos(int span) {
    return span < nanos.length ? nanos[span] : 0;
  }

  /** Empty where it is not known. */
  public OptionalLong uncertaintyNanos(int span) {
    return span < uncertainties.length && uncertainties[span] != UNKNOWN
        ? OptionalLong.of(uncertainties[span])
        : OptionalLong.empty();
  }

  public boolean isImpossible(int span) {
    return impossible.get(span);
  }
}
