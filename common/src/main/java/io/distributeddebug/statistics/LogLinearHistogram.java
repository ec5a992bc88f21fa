package io.distributeddebug.statistics;

import java.io.Serializable;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Counts of values in log-linear buckets: each power of two is cut into 32 equal parts, values
 * below 64 have a bucket each. A quantile is off by at most 1/64 of the true value. Counts are
 * whole numbers, so merging is exact, whatever the order or grouping; two histograms of the same
 * values are equal and have equal bytes.
 *
 * <p>Holds only the stretch of buckets in use. Count, sum, smallest and largest value are exact.
 */
public final class LogLinearHistogram implements Serializable {
  private static final long serialVersionUID = 1;

  private static final int SUB_BITS = 5;
  private static final int SUB_BUCKETS = 1 << SUB_BITS;
  private static final byte FORMAT = 1;
  private static final int LONGEST_VARINT = 10;

  private long[] counts = new long[0];
  private int firstBucket;
  private long count;
  private long sum;
  private long minimum = Long.MAX_VALUE;
  private long maximum;

  /** Receives the buckets in use, by value. */
  @FunctionalInterface
  public interface BucketConsumer {
    /** Takes one bucket: the middle of its values, and how many there are. */
    void accept(long value, long count);
  }

  public static LogLinearHistogram of(long... values) {
    LogLinearHistogram histogram = new LogLinearHistogram();
    for (long value : values) {
      histogram.add(value);
    }
    return histogram;
  }

  public void add(long value) {
    add(value, 1);
  }

  /**
   * Adds {@code times} equal values.
   *
   * @param value a negative one counts as 0
   */
  public void add(long value, long times) {
    if (times < 0) {
      throw new IllegalArgumentException("Invalid times: " + times + ", not at least 0");
    }
    if (times == 0) {
      return;
    }
    long counted = Math.max(0, value);
    int bucket = bucketOf(counted);
    reserve(bucket, bucket);
    counts[bucket - firstBucket] += times;
    count += times;
    sum += counted * times;
    minimum = Math.min(minimum, counted);
    maximum = Math.max(maximum, counted);
  }

  public void merge(LogLinearHistogram other) {
    if (other.count == 0) {
      return;
    }
    reserve(other.firstUsed(), other.lastUsed());
    for (int i = 0; i < other.counts.length; i++) {
      if (other.counts[i] != 0) {
        counts[other.firstBucket + i - firstBucket] += other.counts[i];
      }
    }
    count += other.count;
    sum += other.sum;
    minimum = Math.min(minimum, other.minimum);
    maximum = Math.max(maximum, other.maximum);
  }

  public long count() {
    return count;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /** Sum of all values; of nanoseconds it holds 292 years before it wraps around. */
  public long sum() {
    return sum;
  }

  /** Mean, 0 where empty. */
  public double mean() {
    return count == 0 ? 0 : (double) sum / count;
  }

  /** Smallest value, 0 where empty. */
  public long min() {
    return count == 0 ? 0 : minimum;
  }

  /** Largest value, 0 where empty. */
  public long max() {
    return maximum;
  }

  /**
   * The smallest value that at least the share {@code q} of all values do not exceed, within 1/64.
   *
   * @param q 0..1; 0 gives the smallest value, 1 the largest, exactly
   * @throws IllegalStateException where empty
   */
  public long quantile(double q) {
    if (!(q >= 0 && q <= 1)) {
      throw new IllegalArgumentException("Invalid quantile: " + q + ", not in 0..1");
    }
    if (count == 0) {
      throw new IllegalStateException("Cannot tell a quantile of no values");
    }
    long rank = Math.max(1, (long) Math.ceil(q * count));
    if (rank >= count) {
      return maximum;
    }
    if (rank == 1) {
      return minimum;
    }
    long seen = 0;
    int at = -1;
    while (seen < rank) {
      at++;
      seen += counts[at];
    }
    return Math.min(maximum, Math.max(minimum, middleOf(firstBucket + at)));
  }

  /** Number of values of at least {@code value}; those within 1/32 below it may be among them. */
  public long countAtLeast(long value) {
    if (count == 0 || value > maximum) {
      return 0;
    }
    long atLeast = 0;
    int from = Math.max(0, bucketOf(Math.max(0, value)) - firstBucket);
    for (int i = from; i < counts.length; i++) {
      atLeast += counts[i];
    }
    return atLeast;
  }

  public void forEach(BucketConsumer consumer) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 0) {
        consumer.accept(middleOf(firstBucket + i), counts[i]);
      }
    }
  }

  /** Compact and the same for equal histograms; {@link #fromBytes} reads it. */
  public byte[] toBytes() {
    int used = 0;
    for (long bucket : counts) {
      used += bucket != 0 ? 1 : 0;
    }
    ByteBuffer bytes = ByteBuffer.allocate(1 + LONGEST_VARINT * (4 + 2 * used));
    bytes.put(FORMAT);
    writeVarint(bytes, used);
    writeVarint(bytes, sum);
    writeVarint(bytes, min());
    writeVarint(bytes, maximum);
    int previous = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 0) {
        writeVarint(bytes, firstBucket + i - previous);
        writeVarint(bytes, counts[i]);
        previous = firstBucket + i;
      }
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException where the bytes are anything else
   */
  public static LogLinearHistogram fromBytes(byte[] stored) {
    ByteBuffer bytes = ByteBuffer.wrap(stored);
    try {
      if (bytes.get() != FORMAT) {
        throw new IllegalArgumentException("Invalid histogram: format " + stored[0] + ", not 1");
      }
      LogLinearHistogram histogram = new LogLinearHistogram();
      long used = readVarint(bytes);
      histogram.sum = readVarint(bytes);
      long smallest = readVarint(bytes);
      long largest = readVarint(bytes);
      long bucket = 0;
      for (long i = 0; i < used; i++) {
        bucket += readVarint(bytes);
        if (bucket < 0 || bucket > bucketOf(Long.MAX_VALUE)) {
          throw new IllegalArgumentException("Invalid histogram: bucket " + bucket);
        }
        histogram.reserve((int) bucket, (int) bucket);
        long times = readVarint(bytes);
        histogram.counts[(int) bucket - histogram.firstBucket] += times;
        histogram.count += times;
      }
      if (histogram.count > 0) {
        histogram.minimum = smallest;
        histogram.maximum = largest;
      }
      return histogram;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "Invalid histogram: " + stored.length + " bytes, more are announced", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LogLinearHistogram that && Arrays.equals(toBytes(), that.toBytes());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toBytes());
  }

  @Override
  public String toString() {
    return isEmpty()
        ? "no values"
        : count + " values, p50 " + quantile(0.5) + ", p99 " + quantile(0.99) + ", max " + maximum;
  }

  /** The bucket of a value of at least 0: the leading six bits of the value decide. */
  static int bucketOf(long value) {
    if (value < 2 * SUB_BUCKETS) {
      return (int) value;
    }
    int exponent = 63 - Long.numberOfLeadingZeros(value);
    int sub = (int) (value >>> (exponent - SUB_BITS)) & (SUB_BUCKETS - 1);
    return (exponent - SUB_BITS + 1) * SUB_BUCKETS + sub;
  }

  static long middleOf(int bucket) {
    if (bucket < 2 * SUB_BUCKETS) {
      return bucket;
    }
    int shift = bucket / SUB_BUCKETS - 1;
    long low = (long) (SUB_BUCKETS + bucket % SUB_BUCKETS) << shift;
    return low + ((1L << shift) - 1) / 2;
  }

  private int firstUsed() {
    int i = 0;
    while (counts[i] == 0) {
      i++;
    }
    return firstBucket + i;
  }

  private int lastUsed() {
    int i = counts.length - 1;
    while (counts[i] == 0) {
      i--;
    }
    return firstBucket + i;
  }

  private void reserve(int from, int to) {
    if (counts.length == 0) {
      firstBucket = Math.max(0, from - SUB_BUCKETS / 2);
      counts = new long[to + SUB_BUCKETS / 2 - firstBucket + 1];
      return;
    }
    int newFirst = from < firstBucket ? Math.max(0, from - SUB_BUCKETS) : firstBucket;
    int end = firstBucket + counts.length;
    int newEnd = to >= end ? to + SUB_BUCKETS + 1 : end;
    if (newFirst != firstBucket || newEnd != end) {
      long[] wider = new long[newEnd - newFirst];
      System.arraycopy(counts, 0, wider, firstBucket - newFirst, counts.length);
      counts = wider;
      firstBucket = newFirst;
    }
  }

  private static void writeVarint(ByteBuffer bytes, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.put((byte) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    bytes.put((byte) rest);
  }

  private static long readVarint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("Invalid histogram: a number of more than 64 bits");
  }
}
