package io.distributeddebug.jobs.trace;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;

/**
 * The one long that brings a trace's spans together: {@code trace_key}. In SQL it is {@code
 * xxhash64(trace_id)}, so that whoever looks for a trace can name its key, and row groups that
 * cannot hold it are skipped.
 */
public final class TraceKey {
  private TraceKey() {}

  public static Column of(Column traceId) {
    return xxhash64(traceId);
  }

  /** The key of one trace, to be compared with {@code trace_key}. */
  public static Column of(String traceId) {
    return xxhash64(lit(traceId));
  }

  /** Which of {@code 2^bits} buckets: equal ranges of keys, so that a file's keys are a range. */
  static Column bucket(Column key, int bits) {
    return bits == 0
        ? lit(0)
        : shiftrightunsigned(key.bitwiseXOR(lit(Long.MIN_VALUE)), Long.SIZE - bits).cast("int");
  }

  static long bucket(long key, int bits) {
    return bits == 0 ? 0 : (key ^ Long.MIN_VALUE) >>> (Long.SIZE - bits);
  }
}
