package io.distributeddebug.simulation;

/**
 * A logging statement in a service's code.
 *
 * @param file source file, with {@code line} the place of the statement
 * @param template text with {@code {user}}, {@code {product}}, {@code {order}}, {@code {cart}},
 *     {@code {amount}} and {@code {detail}} to be filled in
 */
record LogLine(Severity severity, String file, int line, String template) {
  enum Severity {
    INFO(9),
    WARN(13),
    ERROR(17);

    private final int number;

    Severity(int number) {
      this.number = number;
    }

    /** OpenTelemetry severity number. */
    int number() {
      return number;
    }
  }
}
