package io.distributeddebug.trace;

import io.distributeddebug.telemetry.Peer;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One whole trace as a tree, over primitive arrays. Spans are numbered in pre-order: a parent
 * before its children, siblings by start, a subtree without gaps. So index 0 is the root, {@code
 * parent(i) < i}, a span's descendants are {@code i + 1 .. subtreeEnd(i) - 1}, and a loop from high
 * to low sees children before parents. The numbering depends on the spans alone, not on their order
 * of arrival.
 *
 * <p>Times are Unix nanoseconds as recorded, each on its host's clock. Every span that was added is
 * here, but for identical repeats and those above the cap, both counted. Made by {@link
 * TraceBuilder}.
 */
public final class Trace {
  private final long idHigh;
  private final long idLow;
  private final Columns columns;
  private final int[] rows;
  private final int[] parents;
  private final int[] subtreeEnds;
  private final int[] childCounts;
  private final int[] depths;
  private final int[] flags;
  private final long[] selfNanos;
  private final int rootCount;
  private final int missingParentCount;
  private final int duplicateCount;
  private final long cutOffCount;
  private final ClockAdjustment clocks;

  /** Takes the arrays over; {@code columns} and the rest are in pre-order. */
  Trace(
      long idHigh,
      long idLow,
      Columns columns,
      int[] rows,
      int[] parents,
      int[] flags,
      int missingParentCount,
      int duplicateCount,
      long cutOffCount) {
    this.idHigh = idHigh;
    this.idLow = idLow;
    this.columns = columns;
    this.rows = rows;
    this.parents = parents;
    this.flags = flags;
    this.missingParentCount = missingParentCount;
    this.duplicateCount = duplicateCount;
    this.cutOffCount = cutOffCount;
    this.clocks = ClockAdjustment.NONE;
    int size = rows.length;
    subtreeEnds = new int[size];
    childCounts = new int[size];
    depths = new int[size];
    int roots = 0;
    for (int i = 0; i < size; i++) {
      if (parents[i] < 0) {
        roots++;
      } else {
        depths[i] = depths[parents[i]] + 1;
        childCounts[parents[i]]++;
      }
    }
    rootCount = roots;
    for (int i = size - 1; i >= 0; i--) {
      subtreeEnds[i] = Math.max(subtreeEnds[i], i + 1);
      if (parents[i] >= 0) {
        subtreeEnds[parents[i]] = Math.max(subtreeEnds[parents[i]], subtreeEnds[i]);
      }
    }
    for (int i = 0; i < size; i++) {
      if (crossesInstances(i) && (gapToParentStartNanos(i) < 0 || gapToParentEndNanos(i) < 0)) {
        flags[i] |= SpanFlag.OUTSIDE_PARENT.bit();
      }
    }
    selfNanos = selfTimes();
  }

  private Trace(Trace recorded, ClockAdjustment clocks) {
    idHigh = recorded.idHigh;
    idLow = recorded.idLow;
    columns = recorded.columns;
    rows = recorded.rows;
    parents = recorded.parents;
    subtreeEnds = recorded.subtreeEnds;
    childCounts = recorded.childCounts;
    depths = recorded.depths;
    flags = recorded.flags;
    selfNanos = recorded.selfNanos;
    rootCount = recorded.rootCount;
    missingParentCount = recorded.missingParentCount;
    duplicateCount = recorded.duplicateCount;
    cutOffCount = recorded.cutOffCount;
    this.clocks = clocks;
  }

  /** The same trace, with what is known of its hosts' clocks. */
  public Trace with(ClockAdjustment known) {
    return new Trace(this, known);
  }

  /** What brings its recorded times onto one clock. */
  public ClockAdjustment clocks() {
    return clocks;
  }

  /** Siblings come by start, so one pass finds the union of each span's children. */
  private long[] selfTimes() {
    int size = rows.length;
    long[] self = new long[size];
    long[] coveredUntil = new long[size];
    for (int i = 0; i < size; i++) {
      self[i] = durationNanos(i);
      coveredUntil[i] = startNanos(i);
      int parent = parents[i];
      if (parent >= 0) {
        long from = Math.max(startNanos(i), coveredUntil[parent]);
        long to = Math.min(stopNanos(i), stopNanos(parent));
        if (to > from) {
          self[parent] -= to - from;
          coveredUntil[parent] = to;
        }
      }
    }
    return self;
  }

  /** Number of spans; may be 0 only for a trace that nothing was added to. */
  public int size() {
    return rows.length;
  }

  /** Trace id, 32 lower-case hex digits. */
  public String id() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(idHigh) + hex.toHexDigits(idLow);
  }

  public long idHigh() {
    return idHigh;
  }

  public long idLow() {
    return idLow;
  }

  public long spanId(int span) {
    return columns.spanIds[span];
  }

  /** 16 lower-case hex digits. */
  public String spanIdText(int span) {
    return HexFormat.of().toHexDigits(spanId(span));
  }

  /** As recorded, 0 for none; differs from the id of {@link #parent} where that is inferred. */
  public long recordedParentId(int span) {
    return columns.parentSpanIds[span];
  }

  /** -1 for a root. */
  public int parent(int span) {
    return parents[span];
  }

  public int childCount(int span) {
    return childCounts[span];
  }

  /** The child that started first, -1 for none. */
  public int firstChild(int span) {
    return childCounts[span] == 0 ? -1 : span + 1;
  }

  /** The sibling (for a root: the root) that starts next, -1 after the last. */
  public int nextSibling(int span) {
    int next = subtreeEnds[span];
    int parent = parents[span];
    int end = parent < 0 ? size() : subtreeEnds[parent];
    return next < end ? next : -1;
  }

  /** By start. Allocates: in hot loops use {@link #firstChild} and {@link #nextSibling}. */
  public int[] children(int span) {
    int[] children = new int[childCounts[span]];
    int child = firstChild(span);
    for (int n = 0; n < children.length; n++) {
      children[n] = child;
      child = nextSibling(child);
    }
    return children;
  }

  /** One past the last descendant of the span. */
  public int subtreeEnd(int span) {
    return subtreeEnds[span];
  }

  public boolean isAncestor(int ancestor, int span) {
    return ancestor < span && span < subtreeEnds[ancestor];
  }

  /** 0 for a root. */
  public int depth(int span) {
    return depths[span];
  }

  public int rootCount() {
    return rootCount;
  }

  /** {@code service.name}, empty where not recorded. */
  public String service(int span) {
    return columns.services[span];
  }

  /** {@code service.instance.id} or the pod, empty where not recorded. */
  public String instance(int span) {
    return columns.instances[span];
  }

  /** {@code service.version}, empty where not recorded. */
  public String version(int span) {
    return columns.versions[span];
  }

  public String operation(int span) {
    return columns.operations[span];
  }

  /**
   * Whom the span says it calls (database, queue, host), of a consumer the topic or queue that its
   * message came from; empty where it does not say.
   */
  public String peer(int span) {
    return columns.peers[span];
  }

  public Peer.Kind peerKind(int span) {
    return columns.peerKind(span);
  }

  /** Node or host name, else the instance: whose clock the span's times are of. */
  public String host(int span) {
    return columns.hosts[span].isEmpty() ? columns.instances[span] : columns.hosts[span];
  }

  /**
   * The peer that has no spans of its own in this trace: the queue of a producer span, and what a
   * client span without a child in another service calls; empty for every other span.
   */
  public String virtualPeer(int span) {
    SpanKind kind = kind(span);
    if (kind != SpanKind.CLIENT) {
      return kind == SpanKind.PRODUCER ? peer(span) : "";
    }
    for (int child = firstChild(span); child >= 0; child = nextSibling(child)) {
      if (!service(child).equals(service(span))) {
        return "";
      }
    }
    return peer(span);
  }

  public SpanKind kind(int span) {
    return columns.kind(span);
  }

  public StatusCode status(int span) {
    return columns.status(span);
  }

  public boolean isError(int span) {
    return status(span) == StatusCode.ERROR;
  }

  /** Failed, and its status speaks of a timeout. */
  public boolean isTimeout(int span) {
    return isError(span) && columns.timeouts[span];
  }

  public long startNanos(int span) {
    return columns.starts[span];
  }

  /** As recorded; may lie before the start in broken archives, see {@link #durationNanos}. */
  public long endNanos(int span) {
    return columns.ends[span];
  }

  /** Never negative: a span that ends before it starts counts as an instant. */
  public long durationNanos(int span) {
    return Math.max(0, columns.ends[span] - columns.starts[span]);
  }

  private long stopNanos(int span) {
    return Math.max(columns.starts[span], columns.ends[span]);
  }

  /** Duration minus the time in which at least one child ran, recorded times. */
  public long selfNanos(int span) {
    return selfNanos[span];
  }

  /** Start minus the parent's start; negative under clock skew; 0 for a root. */
  public long gapToParentStartNanos(int span) {
    return parents[span] < 0 ? 0 : startNanos(span) - startNanos(parents[span]);
  }

  /** Parent's end minus own end; negative where the span outlives its parent; 0 for a root. */
  public long gapToParentEndNanos(int span) {
    return parents[span] < 0 ? 0 : stopNanos(parents[span]) - stopNanos(span);
  }

  /** True where parent and span ran on different instances, or services where none is recorded. */
  public boolean crossesInstances(int span) {
    int parent = parents[span];
    return parent >= 0
        && !(service(span).equals(service(parent)) && instance(span).equals(instance(parent)));
  }

  /** Bits of {@link SpanFlag}. */
  public int flags(int span) {
    return flags[span];
  }

  public boolean has(int span, SpanFlag flag) {
    return (flags[span] & flag.bit()) != 0;
  }

  /** Which {@code add} of the builder made this span, counted from 0: the key to its other data. */
  public int row(int span) {
    return rows[span];
  }

  /** Earliest start of any span. */
  public long startNanos() {
    long start = Long.MAX_VALUE;
    for (int i = 0; i < size(); i++) {
      start = Math.min(start, startNanos(i));
    }
    return start;
  }

  /** Latest end of any span. */
  public long endNanos() {
    long end = Long.MIN_VALUE;
    for (int i = 0; i < size(); i++) {
      end = Math.max(end, stopNanos(i));
    }
    return end;
  }

  /** Number of different parent ids that spans name and the trace lacks. */
  public int missingParentCount() {
    return missingParentCount;
  }

  /** Spans here, of those that are known to have existed: 1 if every named parent arrived. */
  public double completenessRatio() {
    double known = size() + (double) missingParentCount + cutOffCount;
    return known == 0 ? 1 : size() / known;
  }

  /** Identical repeats that were dropped. */
  public int duplicateCount() {
    return duplicateCount;
  }

  /** Spans above the builder's cap, which are not here. */
  public long cutOffCount() {
    return cutOffCount;
  }

  /** True where the root's own parent is missing: what called it is unknown. */
  public boolean lacksRoot() {
    return size() > 0 && (flags[0] & (SpanFlag.ORPHAN.bit() | SpanFlag.CYCLE.bit())) != 0;
  }

  public String[] services() {
    String[] distinct = columns.services.clone();
    Arrays.sort(distinct);
    int count = 0;
    for (int i = 0; i < distinct.length; i++) {
      if (i == 0 || !distinct[i].equals(distinct[i - 1])) {
        distinct[count++] = distinct[i];
      }
    }
    return Arrays.copyOf(distinct, count);
  }
}
