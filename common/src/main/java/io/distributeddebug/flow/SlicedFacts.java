package io.distributeddebug.flow;

import io.distributeddebug.telemetry.Window;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Facts by slice of time in which their traces began, so that any windows made of slices can be
 * compared without another look at the traces. Grows with code and slices, not with traffic.
 *
 * <p>Slice {@code i} covers {@code [origin + i * slice, origin + (i + 1) * slice)}.
 */
public final class SlicedFacts {
  private final long originUnixNanos;
  private final long sliceNanos;
  private final Map<FactKey, TalliesBySlice> tallies = new HashMap<>();

  /** Made at the first sum after a change. */
  private FactBlocks blocks;

  public SlicedFacts(long originUnixNanos, long sliceNanos) {
    if (sliceNanos <= 0) {
      throw new IllegalArgumentException("Invalid slice: " + sliceNanos + " ns, not above 0");
    }
    this.originUnixNanos = originUnixNanos;
    this.sliceNanos = sliceNanos;
  }

  /** Counts the facts of one trace. */
  public void add(Flow flow) {
    int slice = slice(flow.startUnixNanos());
    String traceId = flow.traceId();
    FlowFacts.emit(
        flow,
        new FactSink() {
          @Override
          public void duration(FactKey key, long nanos, long weight) {
            tally(key, slice).addDuration(nanos, weight, traceId);
          }

          @Override
          public void count(FactKey key, long count, long weight, String note) {
            tally(key, slice).addCount(count, weight, traceId, note);
          }
        });
  }

  /** Receives the tallies of one key as bytes. */
  @FunctionalInterface
  public interface Encoded {
    void accept(String kind, String key, byte[] tallies);
  }

  /** Hands everything out as bytes, to be added elsewhere. */
  public void encode(Encoded consumer) {
    tallies.forEach(
        (key, bySlice) ->
            consumer.accept(key.kind().name(), key.text(), TallyCodec.encode(bySlice)));
  }

  /** Adds what was counted elsewhere, as {@link #encode} gave it. */
  public void add(String kind, String key, byte[] encoded) {
    blocks = null;
    TallyCodec.addTo(
        tallies.computeIfAbsent(
            new FactKey(FactKind.valueOf(kind), key), k -> new TalliesBySlice()),
        encoded);
  }

  public int keys() {
    return tallies.size();
  }

  public void clear() {
    tallies.clear();
    blocks = null;
  }

  /** The facts of all slices that begin in one of the windows, each slice once. */
  public Facts sum(List<Window> windows) {
    BitSet wanted = new BitSet();
    int first = tallies.isEmpty() ? 0 : blocks().first();
    int last = tallies.isEmpty() ? -1 : blocks().last();
    for (Window window : windows) {
      int from = Math.max(first, ceiling(window.fromUnixNanos(), first, last));
      int to = Math.min(last + 1, ceiling(window.toUnixNanos(), first, last));
      if (from < to) {
        wanted.set(from - first, to - first);
      }
    }
    Facts.Sum sum = new Facts.Sum();
    for (int from = wanted.nextSetBit(0); from >= 0; from = wanted.nextSetBit(from)) {
      int to = wanted.nextClearBit(from);
      blocks().addTo(sum, first + from, first + to);
      from = to;
    }
    return sum.facts();
  }

  /** The first slice that begins at or after the instant, kept near the slices that there are. */
  private int ceiling(long unixNanos, int first, int last) {
    long slice = -Math.floorDiv(originUnixNanos - unixNanos, sliceNanos);
    return (int) Math.max(first, Math.min(last + 1L, slice));
  }

  private FactBlocks blocks() {
    if (blocks == null) {
      blocks = new FactBlocks(tallies);
    }
    return blocks;
  }

  /** End of the last slice that begins in the window and holds a trace; empty without one. */
  public OptionalLong recordedUntil(Window window) {
    return tallies.entrySet().stream()
        .filter(entry -> entry.getKey().kind() == FactKind.TRACES)
        .map(Map.Entry::getValue)
        .flatMapToLong(
            bySlice ->
                IntStream.range(0, bySlice.size())
                    .mapToLong(index -> originUnixNanos + bySlice.slice(index) * sliceNanos))
        .filter(window::contains)
        .map(begin -> begin + sliceNanos)
        .max();
  }

  /** Begin of the slice that holds this instant. */
  public long begin(long unixNanos) {
    return originUnixNanos + slice(unixNanos) * sliceNanos;
  }

  public long sliceNanos() {
    return sliceNanos;
  }

  private int slice(long unixNanos) {
    return Math.toIntExact(Math.floorDiv(unixNanos - originUnixNanos, sliceNanos));
  }

  private Tally tally(FactKey key, int slice) {
    blocks = null;
    return tallies.computeIfAbsent(key, k -> new TalliesBySlice()).of(slice);
  }
}
