package io.distributeddebug.bench;

import io.distributeddebug.trace.CriticalPath;
import io.distributeddebug.trace.Trace;
import io.distributeddebug.trace.TraceBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Assembly and critical path of spans in memory, beside the published algorithm in Python. */
final class CriticalPathBench {
  private static final int TRACES = 10_000;
  private static final int TURNS = 15;
  private static final int PYTHON_TURNS = 3;

  private CriticalPathBench() {}

  static void run(Path work, Path script, PrintStream out) throws IOException {
    CoreTraces traces = CoreTraces.of(TRACES, 1);
    Path json = work.resolve("traces.jsonl");
    traces.writeJaegerJson(json);
    long best = Long.MAX_VALUE;
    for (int turn = 0; turn < TURNS; turn++) {
      long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      long sum = 0;
      TraceBuilder builder = new TraceBuilder();
      for (int trace = 0; trace < TRACES; trace++) {
        sum += CriticalPath.of(traces.assemble(trace, builder)).exclusiveNanos(0);
      }
      long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began;
      best = sum == Long.MIN_VALUE ? best : Math.min(best, took);
    }
    double ours = traces.spans() / (best / 1e9);
    String[] peer = python(script, json);
    String checksum = Long.toString(checksum(traces));
    if (!peer[1].equals(checksum)) {
      throw new IllegalStateException("The paths differ: " + checksum + " against " + peer[1]);
    }
    double theirs = Double.parseDouble(peer[0]);
    out.printf(
        "critical path core, one thread, %,d spans in memory, equal exclusive time of every span:%n"
            + "  ours %,.0f spans/s, the published algorithm in Python %,.0f: %.1f times (goal 25)%n",
        traces.spans(), ours, theirs, ours / theirs);
    Files.delete(json);
  }

  private static long checksum(CoreTraces traces) {
    TraceBuilder builder = new TraceBuilder();
    long sum = 0;
    for (int number = 0; number < TRACES; number++) {
      Trace trace = traces.assemble(number, builder);
      CriticalPath path = CriticalPath.of(trace);
      for (int span = 0; span < trace.size(); span++) {
        if (path.contains(span)) {
          sum +=
              path.exclusiveNanos(span) * (1 + Long.remainderUnsigned(trace.spanId(span), 1009));
        }
      }
    }
    return sum;
  }

  private static String[] python(Path script, Path json) throws IOException {
    Process process =
        new ProcessBuilder("python3", script.toString(), json.toString(), "" + PYTHON_TURNS)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String[] words = printed.trim().split(" ", -1);
    if (words.length != 2) {
      throw new IllegalStateException("python3 " + script + " failed: '" + printed + "'");
    }
    return words;
  }
}
