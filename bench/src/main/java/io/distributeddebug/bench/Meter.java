package io.distributeddebug.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** What questions cost, turn by turn in one JVM; the first turn of each warms up. */
final class Meter {
  private final SparkSession spark;
  private final PrintStream out;
  private final Tasks tasks = new Tasks();
  private final Map<String, List<Cost>> costs = new LinkedHashMap<>();

  /**
   * Of one run.
   *
   * @param taskSeconds processor time of the tasks: no planning, no compiler, no collector
   */
  record Cost(double seconds, double taskSeconds, long shuffleBytes) {}

  private static final class Tasks extends SparkListener {
    private long processorNanos;
    private long shuffleBytes;

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
      TaskMetrics metrics = end.taskMetrics();
      if (metrics != null) {
        processorNanos += metrics.executorCpuTime();
        shuffleBytes += metrics.shuffleWriteMetrics().bytesWritten();
      }
    }

    synchronized void reset() {
      processorNanos = 0;
      shuffleBytes = 0;
    }

    synchronized Cost cost(double seconds) {
      return new Cost(seconds, processorNanos / 1e9, shuffleBytes);
    }
  }

  Meter(SparkSession spark, PrintStream out) {
    this.spark = spark;
    this.out = out;
    spark.sparkContext().addSparkListener(tasks);
  }

  /** Runs it, and keeps what it cost under the name. */
  <T> T measure(String name, Supplier<T> work) {
    settle();
    tasks.reset();
    long began = System.nanoTime();
    T answer = work.get();
    double seconds = (System.nanoTime() - began) / 1e9;
    settle();
    costs.computeIfAbsent(name, key -> new ArrayList<>()).add(tasks.cost(seconds));
    return answer;
  }

  /** Task ends are told by a thread of their own. */
  private void settle() {
    try {
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } catch (java.util.concurrent.TimeoutException late) {
      throw new IllegalStateException("Spark does not tell what its tasks cost", late);
    }
  }

  /** Median of the turns after the first. */
  double seconds(String name) {
    return median(name, Cost::seconds);
  }

  double taskSeconds(String name) {
    return median(name, Cost::taskSeconds);
  }

  long shuffleBytes(String name) {
    return (long) median(name, Cost::shuffleBytes);
  }

  private double median(String name, ToDoubleFunction<Cost> value) {
    List<Cost> turns = costs.get(name);
    double[] values =
        turns.stream().skip(turns.size() > 1 ? 1 : 0).mapToDouble(value).sorted().toArray();
    return values[values.length / 2];
  }

  /** A row for each name. */
  void print(long spans) {
    out.println("| what | s | task CPU s | kspans/s | shuffle B/span |");
    out.println("|---|---|---|---|---|");
    for (String name : costs.keySet()) {
      out.printf(
          "| %s | %.2f | %.2f | %,.0f | %.1f |%n",
          name,
          seconds(name),
          taskSeconds(name),
          spans / seconds(name) / 1e3,
          (double) shuffleBytes(name) / spans);
    }
  }
}
