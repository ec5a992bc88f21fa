package io.distributeddebug.jobs.latency;

import io.distributeddebug.jobs.topology.Detail;
import io.distributeddebug.jobs.topology.TraceDependencies;
import io.distributeddebug.jobs.trace.CriticalPathQuery;
import io.distributeddebug.jobs.trace.TraceSet;
import io.distributeddebug.topology.DependencyTallies;
import io.distributeddebug.trace.EntryChoice;
import io.distributeddebug.trace.FlameStacks;
import io.distributeddebug.trace.Latencies;
import io.distributeddebug.trace.LatencyComparison;
import io.distributeddebug.trace.PathAnswer;
import io.distributeddebug.trace.SiblingOrders;
import io.distributeddebug.trace.Trace;
import java.io.Serializable;

/**
 * Where the time of requests goes, in two windows: along critical paths, so that parts add up, with
 * the order of calls mined over all traces.
 */
public final class LatencyQuery {
  private LatencyQuery() {}

  /**
   * What is asked.
   *
   * @param windows a trace is in the window that its entry span began in
   */
  public record Question(EntryChoice entry, Latencies.Windows windows) implements Serializable {}

  /**
   * What the traces say.
   *
   * @param baselineEdges calls between operations of traces in the baseline
   */
  public record Answer(
      Latencies latencies, DependencyTallies baselineEdges, DependencyTallies incidentEdges)
      implements Serializable {}

  public static Answer ask(TraceSet traces, Question question) {
    return traces.fold(new Both(question, CriticalPathQuery.orders(traces)));
  }

  /** Own time by the way of calls. */
  public static FlameStacks stacks(TraceSet traces, Question question) {
    return traces.fold(new Stacks(question));
  }

  private record Both(Question question, SiblingOrders orders) implements TraceSet.Fold<Answer> {
    @Override
    public Answer zero() {
      return new Answer(new Latencies(), new DependencyTallies(), new DependencyTallies());
    }

    @Override
    public void add(Answer sum, Trace trace) {
      int entry = question.entry.find(trace);
      if (entry < 0) {
        return;
      }
      question
          .windows
          .of(trace.startNanos(entry))
          .ifPresent(
              window -> {
                PathAnswer path = PathAnswer.of(trace, question.entry, orders);
                sum.latencies.add(path, window);
                TraceDependencies.add(
                    trace,
                    Detail.OPERATION,
                    window == LatencyComparison.Window.BASELINE
                        ? sum.baselineEdges
                        : sum.incidentEdges);
              });
    }

    @Override
    public Answer merge(Answer one, Answer other) {
      one.latencies.merge(other.latencies);
      one.baselineEdges.merge(other.baselineEdges);
      one.incidentEdges.merge(other.incidentEdges);
      return one;
    }
  }

  private record Stacks(Question question) implements TraceSet.Fold<FlameStacks> {
    @Override
    public FlameStacks zero() {
      return new FlameStacks();
    }

    @Override
    public void add(FlameStacks sum, Trace trace) {
      int entry = question.entry.find(trace);
      if (entry >= 0) {
        question
            .windows
            .of(trace.startNanos(entry))
            .ifPresent(window -> sum.add(trace, entry, window));
      }
    }

    @Override
    public FlameStacks merge(FlameStacks one, FlameStacks other) {
      return one.merge(other);
    }
  }
}
