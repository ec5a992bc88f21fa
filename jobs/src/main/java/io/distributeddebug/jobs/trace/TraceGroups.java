package io.distributeddebug.jobs.trace;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.unhex;
import static org.apache.spark.sql.functions.xxhash64;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.Platform;

/**
 * Rows trace by trace, one trace in memory at a time: what is made of each is said by those who
 * extend it. Sorting by one long, the hash of the trace id, is fast; traces of one hash, whose rows
 * come mixed, are told apart here.
 *
 * <p>Spark's internal rows: making public ones costs a quarter of a pass.
 */
public abstract class TraceGroups<T> implements Iterator<T> {
  private static final int TRACE = 0;

  private final Iterator<InternalRow> rows;
  private final ToLongFunction<byte[]> hash;
  private final ArrayDeque<List<InternalRow>> sameHash = new ArrayDeque<>();
  private InternalRow ahead;

  /** Over a partition of {@link #sorted}. */
  protected TraceGroups(Iterator<InternalRow> rows) {
    this(rows, TraceGroups::hash);
  }

  /** With the hash that the rows are sorted by. */
  TraceGroups(Iterator<InternalRow> rows, ToLongFunction<byte[]> hash) {
    this.rows = rows;
    this.hash = hash;
    ahead = rows.hasNext() ? rows.next() : null;
  }

  /**
   * One shuffle: each trace whole in one partition, sorted by the hash of its id.
   *
   * @param narrow its first column is named {@code trace}, an id as {@link #binary} makes it
   */
  public static JavaRDD<InternalRow> sorted(Dataset<Row> narrow) {
    return narrow
        .repartition(col("trace"))
        .sortWithinPartitions(xxhash64(col("trace")))
        .queryExecution()
        .toRdd()
        .toJavaRDD();
  }

  /** Hex as bytes; an id of another form by its hash. */
  public static Column binary(Column id) {
    return coalesce(unhex(id), unhex(hex(xxhash64(id))));
  }

  /** The last eight bytes of an id, 0 of none. */
  public static long idOf(byte[] id) {
    if (id.length >= Long.BYTES) {
      return ByteBuffer.wrap(id).getLong(id.length - Long.BYTES);
    }
    long value = 0;
    for (byte part : id) {
      value = value << Byte.SIZE | (part & 0xff);
    }
    return value;
  }

  /** A trace begins. */
  protected abstract void start(byte[] traceId);

  /** The row is valid during the call only. */
  protected abstract void add(InternalRow row);

  /** What the rows since {@link #start} make. */
  protected abstract T finish();

  @Override
  public final boolean hasNext() {
    return ahead != null || !sameHash.isEmpty();
  }

  @Override
  public final T next() {
    if (!sameHash.isEmpty()) {
      List<InternalRow> other = sameHash.remove();
      start(other.get(0).getBinary(TRACE));
      other.forEach(this::add);
      return finish();
    }
    if (ahead == null) {
      throw new NoSuchElementException();
    }
    byte[] trace = ahead.getBinary(TRACE);
    start(trace);
    Map<ByteBuffer, List<InternalRow>> others = Map.of();
    for (boolean isSame = true; isSame; isSame = ahead != null && isSameHash(trace)) {
      byte[] id = ahead.getBinary(TRACE);
      if (Arrays.equals(id, trace)) {
        add(ahead);
      } else {
        others = others.isEmpty() ? new TreeMap<>() : others;
        others.computeIfAbsent(ByteBuffer.wrap(id), key -> new ArrayList<>()).add(ahead.copy());
      }
      ahead = rows.hasNext() ? rows.next() : null;
    }
    sameHash.addAll(others.values());
    return finish();
  }

  private boolean isSameHash(byte[] trace) {
    byte[] next = ahead.getBinary(TRACE);
    return Arrays.equals(next, trace) || hash.applyAsLong(next) == hash.applyAsLong(trace);
  }

  /** That of SQL. */
  private static long hash(byte[] id) {
    return XXH64.hashUnsafeBytes(id, Platform.BYTE_ARRAY_OFFSET, id.length, 42L);
  }
}
