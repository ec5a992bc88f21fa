package io.distributeddebug.jobs.investigation;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs queries at the same time: planning one overlaps with the tasks of another. */
final class Queries implements AutoCloseable {
  private static final int AT_ONCE = 4;

  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, Queries::thread);

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "query");
    thread.setDaemon(true);
    return thread;
  }

  /** A query that has been started. */
  record Started<T>(Future<T> future) {
    /** Waits for it; what it throws is thrown here. */
    T result() {
      try {
        return future.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException runtime) {
          throw runtime;
        }
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted", e);
      }
    }
  }

  <T> Started<T> start(Callable<T> query) {
    return new Started<>(threads.submit(query));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
