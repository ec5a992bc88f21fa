package io.distributeddebug.simulation;

/**
 * How a handler, a query or a call ended.
 *
 * @param status as an HTTP status; 0 where the caller got no answer
 * @param errorType what OpenTelemetry calls {@code error.type}; empty where it is no error
 */
record Outcome(int status, String errorType, String message) {
  static final Outcome OK = new Outcome(200, "", "");

  static Outcome failed(String errorType, String message) {
    return new Outcome(500, errorType, message);
  }

  static Outcome declined(int status, String message) {
    return new Outcome(status, "", message);
  }

  static Outcome unavailable(String message) {
    return new Outcome(503, "ServiceUnavailable", message);
  }

  static Outcome timeout(String message) {
    return new Outcome(0, "timeout", message);
  }

  boolean isSuccess() {
    return status >= 200 && status < 400;
  }

  /** Says no, as it should: a client's mistake or a business rule. */
  boolean isDeclined() {
    return status >= 400 && status < 500;
  }

  boolean isFailure() {
    return !isSuccess() && !isDeclined();
  }
}
