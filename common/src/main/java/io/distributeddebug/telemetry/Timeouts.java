package io.distributeddebug.telemetry;

import java.util.List;
import java.util.Locale;

/** Which status messages of failed spans speak of a timeout or deadline. */
public final class Timeouts {
  /** One of these, in whatever case. */
  public static final List<String> WORDS = List.of("timeout", "timed out", "time out", "deadline");

  private Timeouts() {}

  public static boolean isTold(String statusMessage) {
    if (statusMessage.isEmpty()) {
      return false;
    }
    String lower = statusMessage.toLowerCase(Locale.ROOT);
    return WORDS.stream().anyMatch(lower::contains);
  }
}
