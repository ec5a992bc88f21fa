package io.distributeddebug.jobs.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * Places where a test may break a run: {@code -Ddistributeddebug.failpoint=NAME:ACTION} with the
 * action kill (as SIGKILL does), throw (an I/O error as of a full disk), or pause (a minute).
 * Without the property it costs a lookup.
 */
public enum Failpoint {
  BATCH_PLANNED,
  FILES_READ,
  SPANS_COMMITTED,
  LOGS_COMMITTED,
  METRICS_COMMITTED,
  CHANGES_COMMITTED,
  RESOURCES_COMMITTED,
  REJECTS_COMMITTED,
  BEFORE_BATCH_DONE,
  BATCH_DONE,
  BEFORE_COMMIT,
  BEFORE_REPORT_MANIFEST;

  public static final String PROPERTY = "distributeddebug.failpoint";

  /** Does what the property asks for here, if anything. */
  public void reached() {
    String asked = System.getProperty(PROPERTY);
    if (asked == null) {
      return;
    }
    int colon = asked.indexOf(':');
    if (colon < 0 || !name().equals(asked.substring(0, colon).toUpperCase(Locale.ROOT))) {
      return;
    }
    switch (asked.substring(colon + 1)) {
      case "kill" -> Runtime.getRuntime().halt(137);
      case "throw" ->
          throw new UncheckedIOException(new IOException("No space left on device (failpoint)"));
      case "pause" -> pause();
      default -> throw new IllegalArgumentException("Invalid failpoint: " + asked);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
