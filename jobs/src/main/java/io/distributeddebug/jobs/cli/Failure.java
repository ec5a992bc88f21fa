package io.distributeddebug.jobs.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * An error that nobody foresaw, in two lines. The stack trace goes to the log file.
 *
 * @param what what went wrong, on one line
 * @param remedy what to do about it; empty where only the log file can tell
 */
record Failure(String what, String remedy) {

  static Failure of(Throwable problem) {
    List<Throwable> chain = chain(problem);
    for (Throwable link : chain) {
      String message = String.valueOf(link.getMessage());
      if (link instanceof OutOfMemoryError || message.contains("OutOfMemoryError")) {
        return new Failure(
            "Cannot go on: out of memory at "
                + Runtime.getRuntime().maxMemory() / (1024 * 1024)
                + " MB",
            "Give it more, such as DISTRIBUTED_DEBUG_JAVA_OPTIONS=-Xmx8g, or ask for a smaller --time-window; the lake is as before.");
      }
      if (message.contains("INVALID_DRIVER_MEMORY")
          || message.contains("INVALID_EXECUTOR_MEMORY")) {
        return new Failure(
            "Cannot start Spark with "
                + Runtime.getRuntime().maxMemory() / (1024 * 1024)
                + " MB of memory: 450 MB at least are needed",
            "Give it more, such as DISTRIBUTED_DEBUG_JAVA_OPTIONS=-Xmx1g.");
      }
      if (message.contains("No space left on device") || message.contains("Disk quota exceeded")) {
        return new Failure(
            "Cannot write: " + message,
            "Make room on that disk and start again; what was stored before stays.");
      }
    }
    Throwable root = chain.get(chain.size() - 1);
    String message =
        root.getMessage() == null ? "" : ": " + root.getMessage().lines().findFirst().orElse("");
    return new Failure("Failed with " + root.getClass().getSimpleName() + message, "");
  }

  /** The second line, with the log file where there is one. */
  String whatToDo(Optional<Path> logFile) {
    String log = logFile.map(file -> "The log is in " + file).orElse("The log has more");
    return remedy.isEmpty() ? log + "; please report it." : remedy + " " + log + ".";
  }

  static void log(Throwable problem) {
    LoggerFactory.getLogger(DistributedDebug.class).error("The command failed", problem);
  }

  private static List<Throwable> chain(Throwable problem) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable link = problem; link != null && chain.size() < 50; link = link.getCause()) {
      chain.add(link);
    }
    return chain;
  }
}
