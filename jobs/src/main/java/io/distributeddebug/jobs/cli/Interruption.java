package io.distributeddebug.jobs.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM: says what stays, gives Spark's own shutdown a few seconds to remove its
 * temporary files, and ends with 130 whatever the signal was.
 */
final class Interruption {
  private static final long GRACE_SECONDS = 8;

  private final PrintWriter err;
  private final CountDownLatch ended = new CountDownLatch(1);

  private Interruption(PrintWriter err) {
    this.err = err;
  }

  static Interruption watch(PrintWriter err) {
    Interruption interruption = new Interruption(err);
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::atShutdown, "interruption"));
    return interruption;
  }

  /** The run is over: the shutdown that follows is no interruption. */
  void endsNormally() {
    ended.countDown();
  }

  /** Whether this process is ending already: what fails then fails because of it. */
  static boolean isShuttingDown() {
    Thread probe = new Thread(() -> {}, "shutdown-probe");
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      return !Runtime.getRuntime().removeShutdownHook(probe);
    } catch (IllegalStateException shuttingDown) {
      return true;
    }
  }

  private void atShutdown() {
    if (ended.getCount() == 0) {
      return;
    }
    err.println();
    err.println(
        "Interrupted. Batches that were stored stay, nothing is half-written; the same command goes on from there.");
    err.flush();
    try {
      awaitOtherHooks();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
  }

  /** Hadoop runs all of Spark's hooks in one thread of this name, which dies when they are done. */
  private static void awaitOtherHooks() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
    TimeUnit.MILLISECONDS.sleep(200);
    while (System.nanoTime() < deadline && hooksRun()) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static boolean hooksRun() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(
            thread ->
                thread.isAlive()
                    && (thread.getName().startsWith("shutdown-hook")
                        || thread.getName().startsWith("SparkShutdown")));
  }
}
