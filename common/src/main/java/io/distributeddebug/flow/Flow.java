package io.distributeddebug.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one trace says about each service on its way. Pure: the order in which spans and logs come
 * does not matter, except between spans of one id, of which the last counts.
 *
 * <p>A span whose child runs in another instance makes a remote call; so does one that calls a
 * virtual peer and has no child. Its duration minus its only child's is the {@linkplain Gap gap} of
 * the call. Spans that call nobody have {@linkplain SelfTime self time}: their duration minus the
 * union of their children AND of all remote calls of the same invocation, as frameworks record a
 * handler as a sibling of the client span; the pause before a repeated call is part of the call.
 *
 * @param startUnixNanos start of its first span
 */
public record Flow(
    String traceId,
    long startUnixNanos,
    List<Gap> gaps,
    List<Call> calls,
    List<SelfTime> selfTimes,
    List<Invocation> invocations) {
  public Flow {
    gaps = List.copyOf(gaps);
    calls = List.copyOf(calls);
    selfTimes = List.copyOf(selfTimes);
    invocations = List.copyOf(invocations);
  }

  public static Flow of(String traceId, List<FlowSpan> spans, List<FlowLog> logs) {
    return new Builder(traceId, spans).build(logs);
  }

  /** The steps of all invocations: each event with the one before it, {@code end} included. */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (Invocation invocation : invocations) {
      Steps.of(invocation, steps);
    }
    return steps;
  }

  /** Index tables over the spans of one trace. */
  private static final class Builder {
    private final String traceId;
    private final FlowSpan[] spans;
    private final Map<String, Integer> byId = new HashMap<>();
    private final int[] parent;
    private final int[][] children;
    private final int[] entry;
    private final boolean[] repeated;
    private final int[] order;

    Builder(String traceId, List<FlowSpan> given) {
      this.traceId = traceId;
      spans = given.toArray(FlowSpan[]::new);
      Arrays.sort(
          spans,
          Comparator.comparingLong(FlowSpan::startUnixNanos)
              .thenComparing(FlowSpan::spanId)
              .thenComparingLong(FlowSpan::endUnixNanos)
              .thenComparing(FlowSpan::operation));
      for (int i = 0; i < spans.length; i++) {
        byId.put(spans[i].spanId(), i);
      }
      parent = new int[spans.length];
      int[] count = new int[spans.length];
      for (int i = 0; i < spans.length; i++) {
        Integer above = byId.get(spans[i].parentSpanId());
        parent[i] = above == null || above == i ? -1 : above;
        if (parent[i] >= 0) {
          count[parent[i]]++;
        }
      }
      children = new int[spans.length][];
      for (int i = 0; i < spans.length; i++) {
        children[i] = new int[count[i]];
      }
      int[] filled = new int[spans.length];
      for (int i = 0; i < spans.length; i++) {
        if (parent[i] >= 0) {
          children[parent[i]][filled[parent[i]]++] = i;
        }
      }
      entry = new int[spans.length];
      Arrays.fill(entry, -1);
      repeated = new boolean[spans.length];
      order = visit();
    }

    /** Parents before children; spans on a cycle are never reached and say nothing. */
    private int[] visit() {
      int[] visited = new int[spans.length];
      int end = 0;
      for (int i = 0; i < spans.length; i++) {
        if (parent[i] < 0) {
          entry[i] = i;
          visited[end++] = i;
        }
      }
      for (int next = 0; next < end; next++) {
        int at = visited[next];
        repeated[at] |= spans[at].retryNumber() > 0;
        for (int child : children[at]) {
          entry[child] = sameProcess(at, child) ? entry[at] : child;
          repeated[child] = repeated[at];
          visited[end++] = child;
        }
      }
      return Arrays.copyOf(visited, end);
    }

    private boolean sameProcess(int a, int b) {
      return spans[a].instance().equals(spans[b].instance())
          && spans[a].service().equals(spans[b].service());
    }

    private boolean callsPeer(int i) {
      return children[i].length == 0 && !spans[i].peer().isEmpty();
    }

    private int remoteChildren(int i) {
      int remote = 0;
      for (int child : children[i]) {
        remote += sameProcess(i, child) ? 0 : 1;
      }
      return remote;
    }

    Flow build(List<FlowLog> logs) {
      List<List<Event>> events = new ArrayList<>();
      List<List<long[]>> remoteCalls = new ArrayList<>();
      for (int i = 0; i < spans.length; i++) {
        boolean isEntry = entry[i] == i;
        events.add(isEntry ? new ArrayList<>() : List.of());
        remoteCalls.add(isEntry ? new ArrayList<>() : List.of());
      }
      List<Gap> gaps = new ArrayList<>();
      List<Call> calls = new ArrayList<>();
      for (int i : order) {
        if (callsPeer(i) || remoteChildren(i) > 0) {
          FlowSpan span = spans[i];
          remoteCalls.get(entry[i]).add(new long[] {waitedSince(i), span.endUnixNanos()});
          call(i, gaps, calls, events.get(entry[i]));
        }
      }
      List<SelfTime> selfTimes = new ArrayList<>();
      long[] selfNanos = new long[spans.length];
      for (int i : order) {
        FlowSpan span = spans[i];
        if (!callsPeer(i) && remoteChildren(i) == 0) {
          long self = selfNanos(i, remoteCalls.get(entry[i]));
          selfNanos[entry[i]] += self;
          selfTimes.add(
              new SelfTime(
                  span.service(), span.instance(), span.operation(), self, span.startUnixNanos()));
          if (i != entry[i]) {
            events
                .get(entry[i])
                .add(new Event(span.startUnixNanos(), "op " + span.operation(), false));
          }
        }
        if (span.isError()) {
          events.get(entry[i]).add(new Event(span.endUnixNanos(), failure(i), true));
        }
      }
      for (FlowLog log : logs) {
        Integer at = byId.get(log.spanId());
        if (at != null && entry[at] >= 0 && spans[at].service().equals(log.service())) {
          events
              .get(entry[at])
              .add(new Event(log.unixNanos(), Event.LOG + log.template(), log.isError()));
        }
      }
      return new Flow(traceId, start(), gaps, calls, selfTimes, invocations(events, selfNanos));
    }

    private long start() {
      return spans.length == 0 ? 0 : spans[0].startUnixNanos();
    }

    /** The pause before a repeated call belongs to the call, not to the caller's own work. */
    private long waitedSince(int i) {
      long since = spans[i].startUnixNanos();
      if (spans[i].retryNumber() == 0 || parent[i] < 0) {
        return since;
      }
      long failed = Long.MIN_VALUE;
      for (int sibling : children[parent[i]]) {
        if (spans[sibling].operation().equals(spans[i].operation())
            && spans[sibling].endUnixNanos() <= since) {
          failed = Math.max(failed, spans[sibling].endUnixNanos());
        }
      }
      return failed == Long.MIN_VALUE ? since : failed;
    }

    private String failure(int i) {
      if (i == entry[i]) {
        return "fail";
      }
      if (callsPeer(i)) {
        return "fail call " + spans[i].peer();
      }
      return remoteChildren(i) > 0
          ? "fail call " + spans[children[i][0]].service()
          : "fail op " + spans[i].operation();
    }

    private void call(int i, List<Gap> gaps, List<Call> calls, List<Event> events) {
      FlowSpan span = spans[i];
      boolean isRepeat = span.retryNumber() > 0;
      if (callsPeer(i)) {
        gaps.add(
            new Gap(
                span.service(),
                span.operation(),
                span.peer(),
                "",
                span.peerKind(),
                span.durationNanos(),
                span.startUnixNanos()));
        events.add(
            new Event(
                span.startUnixNanos(), "call " + span.peer() + " " + span.operation(), false));
        calls.add(new Call(span.service(), span.peer(), isRepeat));
        return;
      }
      for (int child : children[i]) {
        if (!sameProcess(i, child)) {
          calls.add(new Call(span.service(), spans[child].service(), isRepeat));
          events.add(
              new Event(
                  span.startUnixNanos(),
                  "call " + spans[child].service() + " " + spans[child].operation(),
                  false));
        }
      }
      if (children[i].length == 1) {
        FlowSpan called = spans[children[i][0]];
        gaps.add(
            new Gap(
                span.service(),
                span.operation(),
                called.service(),
                called.operation(),
                "",
                span.durationNanos() - called.durationNanos(),
                span.startUnixNanos()));
      }
    }

    private long selfNanos(int i, List<long[]> remoteCalls) {
      List<long[]> covered = new ArrayList<>(remoteCalls);
      for (int child : children[i]) {
        covered.add(new long[] {spans[child].startUnixNanos(), spans[child].endUnixNanos()});
      }
      return spans[i].durationNanos()
          - unionNanos(covered, spans[i].startUnixNanos(), spans[i].endUnixNanos());
    }

    private static long unionNanos(List<long[]> intervals, long from, long to) {
      intervals.sort(Comparator.comparingLong(interval -> interval[0]));
      long total = 0;
      long end = from;
      for (long[] interval : intervals) {
        long begin = Math.max(interval[0], end);
        long stop = Math.min(interval[1], to);
        if (stop > begin) {
          total += stop - begin;
          end = stop;
        }
      }
      return total;
    }

    private List<Invocation> invocations(List<List<Event>> events, long[] selfNanos) {
      List<Invocation> invocations = new ArrayList<>();
      for (int i : order) {
        if (entry[i] == i) {
          List<Event> sequence = events.get(i);
          sequence.sort(
              Comparator.comparingLong(Event::unixNanos)
                  .thenComparing(Event::name)
                  .thenComparing(Event::isError));
          FlowSpan span = spans[i];
          invocations.add(
              new Invocation(
                  span.service(),
                  span.instance(),
                  span.version(),
                  span.operation(),
                  span.startUnixNanos(),
                  span.endUnixNanos(),
                  span.isError(),
                  parent[i] < 0,
                  repeated[i],
                  selfNanos[i],
                  sequence));
        }
      }
      return invocations;
    }
  }
}
