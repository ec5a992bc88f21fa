package io.distributeddebug.latency;

import io.distributeddebug.telemetry.Timeouts;
import java.util.Arrays;
import java.util.Locale;

/**
 * The spans of one trace with what latency needs of each, in depth-first order, siblings by start.
 * A buffer: cleared and filled again for the next trace. Times are on one clock (skew taken out).
 */
public final class TimedTrace {
  private static final String[] POOL_WORDS = {"pool", "acquire connection", "getconnection"};

  private String traceId = "";
  private int size;
  private int[] parents = new int[64];
  private int[] entries = new int[64];
  private Row[] rows = new Row[64];
  private int[] lastAtDepth = new int[64];
  private int[] subtreeEnds = new int[0];
  private int measured = -1;

  /**
   * One span.
   *
   * @param depth spans above it
   * @param peer the called service, or virtual peer; empty without one
   * @param peerKind {@code service}, {@code database}, {@code cache}, {@code queue}, {@code
   *     external}; empty without peer
   * @param isParentInferred the recorded parent is lost: the span above it has not called it
   * @param samplingWeight how many spans it stands for, at least 1
   */
  public record Row(
      int depth,
      String service,
      String instance,
      String version,
      String operation,
      String kind,
      long startUnixNanos,
      long durationNanos,
      boolean isError,
      String statusMessage,
      String peer,
      String peerKind,
      long retryNumber,
      boolean isParentInferred,
      double samplingWeight) {
    /** A span whose parent is recorded, of an archive that nothing was left out of. */
    public Row(
        int depth,
        String service,
        String instance,
        String version,
        String operation,
        String kind,
        long startUnixNanos,
        long durationNanos,
        boolean isError,
        String statusMessage,
        String peer,
        String peerKind,
        long retryNumber) {
      this(
          depth,
          service,
          instance,
          version,
          operation,
          kind,
          startUnixNanos,
          durationNanos,
          isError,
          statusMessage,
          peer,
          peerKind,
          retryNumber,
          false,
          1);
    }

    boolean isClient() {
      return kind.equals("CLIENT");
    }

    boolean isProducer() {
      return kind.equals("PRODUCER");
    }

    boolean isCall() {
      return isClient() || isProducer();
    }

    /** Has no spans of its own: a database, cache, queue or host. */
    boolean hasVirtualPeer() {
      return !peer.isEmpty() && !peerKind.isEmpty() && !peerKind.equals("service");
    }

    boolean isTimeout() {
      return isError && Timeouts.isTold(statusMessage);
    }

    boolean isPoolWait() {
      return !isCall() && containsAny(operation, POOL_WORDS);
    }

    long endUnixNanos() {
      return startUnixNanos + durationNanos;
    }
  }

  private static boolean containsAny(String text, String[] words) {
    if (text.isEmpty()) {
      return false;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return Arrays.stream(words).anyMatch(lower::contains);
  }

  /** Empties the buffer for the trace of this id. */
  public void begin(String id) {
    traceId = id;
    size = 0;
    measured = -1;
  }

  /** Adds the next span in depth-first order. */
  public void add(Row row) {
    if (size == rows.length) {
      grow();
    }
    int depth = Math.min(Math.max(0, row.depth()), size);
    if (depth >= lastAtDepth.length) {
      lastAtDepth = Arrays.copyOf(lastAtDepth, 2 * depth);
    }
    rows[size] = row;
    parents[size] = depth == 0 ? -1 : lastAtDepth[depth - 1];
    lastAtDepth[depth] = size;
    int parent = parents[size];
    entries[size] = parent >= 0 && isSameProcess(parent, row) ? entries[parent] : size;
    size++;
  }

  private boolean isSameProcess(int parent, Row row) {
    return rows[parent].service().equals(row.service())
        && rows[parent].instance().equals(row.instance());
  }

  private void grow() {
    int capacity = 2 * size;
    rows = Arrays.copyOf(rows, capacity);
    parents = Arrays.copyOf(parents, capacity);
    entries = Arrays.copyOf(entries, capacity);
  }

  public int size() {
    return size;
  }

  public String traceId() {
    return traceId;
  }

  Row row(int span) {
    return rows[span];
  }

  /** -1 for a root. */
  int parent(int span) {
    return parents[span];
  }

  /** The span by which its service instance was entered; itself for an entry. */
  int entry(int span) {
    return entries[span];
  }

  boolean isEntry(int span) {
    return entries[span] == span;
  }

  /** One past the span's last descendant. */
  int subtreeEnd(int span) {
    if (measured != size) {
      measureSubtrees();
    }
    return subtreeEnds[span];
  }

  private void measureSubtrees() {
    subtreeEnds = new int[size];
    for (int i = size - 1; i >= 0; i--) {
      subtreeEnds[i] = Math.max(subtreeEnds[i], i + 1);
      if (parents[i] >= 0) {
        subtreeEnds[parents[i]] = Math.max(subtreeEnds[parents[i]], subtreeEnds[i]);
      }
    }
    measured = size;
  }

  /** The child that comes first; -1 without children. */
  int firstChild(int span) {
    return subtreeEnd(span) > span + 1 ? span + 1 : -1;
  }

  /** The next child of the same parent; -1 after the last. */
  int nextSibling(int child) {
    int next = subtreeEnd(child);
    return parents[child] >= 0 && next < subtreeEnd(parents[child]) ? next : -1;
  }
}
