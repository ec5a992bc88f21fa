package io.distributeddebug.jobs.lake;

import io.distributeddebug.jobs.fault.UserError;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.security.AccessControlException;

/** Says in one line what a file system or object store could not do, and what to check. */
public final class StoreErrors {
  private static final String CHECK_CREDENTIALS =
      "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN or AWS_PROFILE, and the"
          + " bucket's policy";
  private static final String CHECK_ENDPOINT =
      "check the endpoint (AWS_ENDPOINT_URL_S3) and the network";

  private static final int LONGEST_REASON = 200;

  /**
   * The error to show for a failure below us.
   *
   * @param action such as {@code "open lake"}
   * @param where the location as the user gave it
   */
  public static UserError explain(String action, String where, Throwable error) {
    String message = "Cannot " + action + " " + where + ": ";
    List<Throwable> chain = chain(error);
    return noStore(message, chain)
        .or(() -> noAccess(message, where, chain))
        .or(() -> noSpace(message, chain))
        .or(() -> noAnswer(message, chain))
        .orElseGet(
            () -> UserError.failed(message + reason(error), "the log file says more", error));
  }

  private static Optional<UserError> noStore(String message, List<Throwable> chain) {
    return S3Errors.tellOfNoBucket(chain)
        ? Optional.of(
            UserError.usage(message + "there is no such bucket", "check its name and region"))
        : Optional.empty();
  }

  private static Optional<UserError> noAccess(String message, String where, List<Throwable> chain) {
    if (S3Errors.tellOfNoCredentials(chain)) {
      return Optional.of(
          UserError.failed(
              message + "no credentials are set for the store",
              "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE",
              chain.get(0)));
    }
    if (first(chain, AccessDeniedException.class).isEmpty()
        && first(chain, AccessControlException.class).isEmpty()
        && !says(chain, "Permission denied")) {
      return Optional.empty();
    }
    if (where.contains("://") && !where.startsWith("file:")) {
      String code = S3Errors.code(chain).map(word -> " (" + word + ")").orElse("");
      return Optional.of(
          UserError.failed(
              message + "the store refuses access" + code, CHECK_CREDENTIALS, chain.get(0)));
    }
    return Optional.of(
        UserError.failed(
            message + "permission denied", "check who owns it, and its permissions", chain.get(0)));
  }

  private static Optional<UserError> noSpace(String message, List<Throwable> chain) {
    if (says(chain, "No space left on device") || says(chain, "Disk quota exceeded")) {
      return Optional.of(
          UserError.failed(
              message + "no space left on the disk",
              "make room and run again: it goes on where it stopped",
              chain.get(0)));
    }
    if (says(chain, "Read-only file system")) {
      return Optional.of(
          UserError.failed(
              message + "the file system is read-only",
              "name a place that can be written",
              chain.get(0)));
    }
    return Optional.empty();
  }

  private static Optional<UserError> noAnswer(String message, List<Throwable> chain) {
    if (first(chain, UnknownHostException.class).isPresent()) {
      return Optional.of(
          UserError.failed(message + "its host is not known", CHECK_ENDPOINT, chain.get(0)));
    }
    Optional<? extends Throwable> silent =
        first(chain, ConnectException.class).isPresent()
            ? first(chain, ConnectException.class)
            : first(chain, SocketTimeoutException.class);
    return silent.map(
        e ->
            UserError.failed(
                message + "nobody answers at its endpoint (" + reason(e) + ")",
                CHECK_ENDPOINT,
                chain.get(0)));
  }

  private static boolean says(List<Throwable> chain, String words) {
    return chain.stream().anyMatch(e -> String.valueOf(e.getMessage()).contains(words));
  }

  private static <T extends Throwable> Optional<T> first(List<Throwable> chain, Class<T> kind) {
    return chain.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  private static List<Throwable> chain(Throwable error) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable e = error; e != null && !chain.contains(e); e = e.getCause()) {
      chain.add(e);
    }
    return chain;
  }

  private static String reason(Throwable error) {
    String line = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "..." : line;
  }

  private StoreErrors() {}
}
