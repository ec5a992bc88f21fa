package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.report.VisibleText;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Timer;
import java.util.TimerTask;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Progress on standard error: the stage, the share of its tasks that are done, records a second and
 * the time left; as a bar on a terminal, else as a line now and then. Fed by Spark itself.
 */
final class ConsoleProgress extends SparkListener implements Progress, AutoCloseable {
  private static final long PLAIN_LINE_MILLIS = 10_000;
  private static final int LONGEST_NAME = 40;

  private final Console console;
  private final PrintStream terminal;
  private final Timer ticks = new Timer("progress", true);

  private String stage = "";
  private long began;
  private int tasks;
  private int tasksDone;
  private long records;
  private ProgressBar bar;

  ConsoleProgress(Console console, PrintStream terminal) {
    this.console = console;
    this.terminal = terminal;
    if (console.verbosity() != Console.Verbosity.QUIET && console.terminalColumns().isEmpty()) {
      ticks.schedule(
          new TimerTask() {
            @Override
            public void run() {
              plainLine();
            }
          },
          PLAIN_LINE_MILLIS,
          PLAIN_LINE_MILLIS);
    }
  }

  @Override
  public synchronized void stage(String name) {
    endBar();
    stage = VisibleText.line(name, LONGEST_NAME);
    began = System.nanoTime();
    tasks = 0;
    tasksDone = 0;
    records = 0;
    if (console.verbosity() == Console.Verbosity.QUIET) {
      return;
    }
    if (console.terminalColumns().isPresent()) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(stage)
              .setInitialMax(-1)
              .setStyle(
                  console.colour()
                      ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                      : ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(250)
              .clearDisplayOnFinish()
              .setConsumer(
                  new ConsoleProgressBarConsumer(
                      terminal, Math.max(40, console.terminalColumns().getAsInt() - 1)))
              .build();
    } else {
      console.say(stage + " ...");
    }
  }

  @Override
  public synchronized void note(String sentence) {
    aside(() -> console.say(sentence));
  }

  @Override
  public synchronized void warn(String sentence) {
    aside(() -> console.warn(sentence));
  }

  /** The bar shares the terminal with sentences: it makes room for them. */
  private void aside(Runnable print) {
    boolean shown = bar != null;
    endBar();
    print.run();
    if (shown) {
      int tasksBefore = tasks;
      int doneBefore = tasksDone;
      long recordsBefore = records;
      long beganBefore = began;
      stage(stage);
      tasks = tasksBefore;
      tasksDone = doneBefore;
      records = recordsBefore;
      began = beganBefore;
      showOnBar();
    }
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart job) {
    job.stageInfos().foreach(info -> tasks += info.numTasks());
    showOnBar();
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    tasksDone++;
    if (task.taskMetrics() != null) {
      records += task.taskMetrics().inputMetrics().recordsRead();
    }
    showOnBar();
  }

  private void showOnBar() {
    if (bar != null && tasks > 0) {
      bar.maxHint(tasks);
      bar.stepTo(Math.min(tasksDone, tasks));
      bar.setExtraMessage(speed());
    }
  }

  private synchronized void plainLine() {
    if (stage.isEmpty() || tasks == 0) {
      return;
    }
    double seconds = seconds();
    double share = Math.min(1.0, (double) tasksDone / tasks);
    String left =
        share > 0 && share < 1
            ? String.format(Locale.ROOT, ", about %.0f s left", seconds * (1 - share) / share)
            : "";
    console.say(
        String.format(Locale.ROOT, "%s: %.0f %% done%s%s", stage, 100 * share, left, speed()));
  }

  private String speed() {
    double seconds = seconds();
    return records == 0 || seconds <= 0
        ? ""
        : ", " + Console.grouped((long) (records / seconds)) + " records/s";
  }

  private double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  private void endBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  @Override
  public synchronized void close() {
    endBar();
    stage = "";
    ticks.cancel();
  }
}
