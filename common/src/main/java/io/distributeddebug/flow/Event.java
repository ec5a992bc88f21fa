package io.distributeddebug.flow;

/**
 * One step of an invocation: {@code op X}, {@code call SERVICE OP}, {@code log TEMPLATE}, {@code
 * fail X}.
 *
 * @param isError an error-level log line or a failed span
 */
public record Event(long unixNanos, String name, boolean isError) {
  static final String LOG = "log ";

  public boolean isLog() {
    return isLog(name);
  }

  public static boolean isLog(String name) {
    return name.startsWith(LOG);
  }
}
