package io.distributeddebug.jobs.lake;

import io.distributeddebug.jobs.fault.UserError;
import java.io.FileNotFoundException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;

/** Says in one line what a file system or object store could not do, and what to check. */
public final class StoreErrors {
  /**
   * The error to show for a failure below us.
   *
   * @param action such as {@code "open lake"}
   * @param where the location as the user gave it
   */
  public static UserError explain(String action, String where, Throwable error) {
    String message = "Cannot " + action + " " + where + ": ";
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String text = String.valueOf(cause.getMessage());
      if (cause instanceof AccessDeniedException
          || cause instanceof org.apache.hadoop.security.AccessControlException
          || text.contains("Permission denied")) {
        return where.contains("://")
            ? UserError.failed(
                message + "the store refuses access (" + firstLine(text) + ")",
                "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_PROFILE and the bucket's"
                    + " policy",
                error)
            : UserError.failed(
                message + "permission denied", "check who owns it, and its permissions", error);
      }
      if (text.contains("No space left on device") || text.contains("Disk quota exceeded")) {
        return UserError.failed(
            message + "no space left on the disk",
            "make room and run again: it goes on where it stopped",
            error);
      }
      if (text.contains("Read-only file system")) {
        return UserError.failed(
            message + "the file system is read-only", "name a place that can be written", error);
      }
      if (cause instanceof UnknownHostException || text.contains("UnknownHostException")) {
        return UserError.failed(
            message + "its host is not known (" + firstLine(text) + ")",
            "check the endpoint (DISTRIBUTED_DEBUG_S3_ENDPOINT) and the network",
            error);
      }
      if (cause instanceof FileNotFoundException
          && text.toLowerCase(Locale.ROOT).contains("bucket")) {
        return UserError.usage(message + "there is no such bucket", "check its name and region");
      }
    }
    return UserError.failed(
        message + firstLine(String.valueOf(error.getMessage())), "the log file says more", error);
  }

  private static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() > 200 ? line.substring(0, 200) + "..." : line;
  }

  private StoreErrors() {}
}
