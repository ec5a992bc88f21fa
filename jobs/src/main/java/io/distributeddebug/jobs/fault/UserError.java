package io.distributeddebug.jobs.fault;

/**
 * An error that the user can act on: printed as one or two lines without a stack trace. The message
 * says what cannot be done, with which value and why; the hint says what to do about it.
 */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;
  private final int exitCode;

  private UserError(String message, String hint, int exitCode, Throwable cause) {
    super(message, cause);
    this.hint = hint;
    this.exitCode = exitCode;
  }

  /** Exit code 1: it was asked rightly, and did not work. */
  public static UserError failed(String message, String hint) {
    return new UserError(message, hint, 1, null);
  }

  /** As {@link #failed(String, String)}; the cause goes to the log file only. */
  public static UserError failed(String message, String hint, Throwable cause) {
    return new UserError(message, hint, 1, cause);
  }

  /** Exit code 2: wrong usage, or input that is not there. */
  public static UserError usage(String message, String hint) {
    return new UserError(message, hint, 2, null);
  }

  /** What to do about it; empty where the message says it all. */
  public String hint() {
    return hint;
  }

  public int exitCode() {
    return exitCode;
  }
}
