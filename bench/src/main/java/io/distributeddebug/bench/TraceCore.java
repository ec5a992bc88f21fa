package io.distributeddebug.bench;

import io.distributeddebug.statistics.LogLinearHistogram;
import io.distributeddebug.trace.CriticalPath;
import io.distributeddebug.trace.Trace;
import io.distributeddebug.trace.TraceBuilder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The loops that every span goes through, one thread, in memory; a call is 10,000 traces. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TraceCore {
  private CoreTraces traces;
  private Trace[] assembled;

  @Setup
  public void make() {
    traces = CoreTraces.of(10_000, 1);
    assembled = new Trace[traces.traces()];
    TraceBuilder builder = new TraceBuilder();
    for (int trace = 0; trace < assembled.length; trace++) {
      assembled[trace] = traces.assemble(trace, builder);
    }
    System.out.println("spans a call: " + traces.spans());
  }

  @Benchmark
  public long assemble() {
    TraceBuilder builder = new TraceBuilder();
    long sum = 0;
    for (int trace = 0; trace < traces.traces(); trace++) {
      sum += traces.assemble(trace, builder).selfNanos(0);
    }
    return sum;
  }

  @Benchmark
  public long criticalPath() {
    long sum = 0;
    for (Trace trace : assembled) {
      sum += CriticalPath.of(trace).nanos(0);
    }
    return sum;
  }

  @Benchmark
  public long assembleAndCriticalPath() {
    TraceBuilder builder = new TraceBuilder();
    long sum = 0;
    for (int trace = 0; trace < traces.traces(); trace++) {
      sum += CriticalPath.of(traces.assemble(trace, builder)).nanos(0);
    }
    return sum;
  }

  @Benchmark
  public long histogram() {
    LogLinearHistogram histogram = new LogLinearHistogram();
    for (int span = 0; span < traces.spans(); span++) {
      histogram.add(traces.ends[span] - traces.starts[span]);
    }
    return histogram.quantile(0.99);
  }
}
