package io.distributeddebug.latency;

import io.distributeddebug.telemetry.Window;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The windows to be compared, cut into slices, so that it can be told how much a window varies
 * within itself. Slices do not overlap; what baseline and incident windows share is the incident's.
 */
public final class Slices implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int MOST_PER_WINDOW = 10;
  private static final long SHORTEST_NANOS = 60_000_000_000L;

  private final long[] from;
  private final long[] to;
  private final boolean[] isIncident;

  private record Cut(Window window, boolean isIncident) {}

  private Slices(List<Cut> cuts) {
    from = cuts.stream().mapToLong(cut -> cut.window().fromUnixNanos()).toArray();
    to = cuts.stream().mapToLong(cut -> cut.window().toUnixNanos()).toArray();
    isIncident = new boolean[cuts.size()];
    for (int i = 0; i < isIncident.length; i++) {
      isIncident[i] = cuts.get(i).isIncident();
    }
  }

  /** Windows in any order; baselines may overlap each other and the incident. */
  public static Slices of(Collection<Window> baselines, Window incident) {
    List<Cut> cuts = new ArrayList<>();
    long covered = Long.MIN_VALUE;
    List<Window> sorted =
        baselines.stream().sorted(Comparator.comparingLong(Window::fromUnixNanos)).toList();
    for (Window baseline : sorted) {
      long start = Math.max(baseline.fromUnixNanos(), covered);
      covered = Math.max(covered, baseline.toUnixNanos());
      addPieces(cuts, start, Math.min(baseline.toUnixNanos(), incident.fromUnixNanos()), false);
      addPieces(cuts, Math.max(start, incident.toUnixNanos()), baseline.toUnixNanos(), false);
    }
    addPieces(cuts, incident.fromUnixNanos(), incident.toUnixNanos(), true);
    cuts.sort(Comparator.comparingLong(cut -> cut.window().fromUnixNanos()));
    return new Slices(cuts);
  }

  private static void addPieces(List<Cut> cuts, long start, long end, boolean isIncident) {
    if (end <= start) {
      return;
    }
    long count = Math.min(MOST_PER_WINDOW, Math.max(1, (end - start) / SHORTEST_NANOS));
    long length = (end - start) / count;
    for (long piece = 0; piece < count; piece++) {
      long pieceEnd = piece == count - 1 ? end : start + (piece + 1) * length;
      cuts.add(new Cut(new Window(start + piece * length, pieceEnd), isIncident));
    }
  }

  public int count() {
    return from.length;
  }

  /** The slice that holds the instant; -1 where none does. */
  public int at(long unixNanos) {
    int found = Arrays.binarySearch(from, unixNanos);
    int slice = found >= 0 ? found : -found - 2;
    return slice >= 0 && unixNanos < to[slice] ? slice : -1;
  }

  public boolean isIncident(int slice) {
    return isIncident[slice];
  }

  public Window window(int slice) {
    return new Window(from[slice], to[slice]);
  }

  /** How much time the incident slices cover. */
  public long incidentNanos() {
    return nanos(true);
  }

  /** How much time the baseline slices cover. */
  public long baselineNanos() {
    return nanos(false);
  }

  /** From the first slice's begin to the last one's end; an empty window at 0 without slices. */
  public Window span() {
    return from.length == 0 ? new Window(0, 0) : new Window(from[0], to[to.length - 1]);
  }

  /** The incident's window; an empty window at 0 where there is none. */
  public Window incident() {
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    for (int i = 0; i < from.length; i++) {
      if (isIncident[i]) {
        start = Math.min(start, from[i]);
        end = Math.max(end, to[i]);
      }
    }
    return end < start ? new Window(0, 0) : new Window(start, end);
  }

  private long nanos(boolean ofIncident) {
    long sum = 0;
    for (int i = 0; i < from.length; i++) {
      sum += isIncident[i] == ofIncident ? to[i] - from[i] : 0;
    }
    return sum;
  }
}
