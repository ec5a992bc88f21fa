package io.distributeddebug.jobs.cli;

import io.distributeddebug.report.VisibleText;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Where a command prints: its result on standard output, everything else on standard error. No
 * control character of telemetry reaches a terminal through it.
 *
 * @param terminalColumns width of the terminal behind standard error; empty: it is not one
 * @param colour whether colour is wanted there
 */
record Console(
    PrintWriter out,
    PrintWriter err,
    Verbosity verbosity,
    OptionalInt terminalColumns,
    boolean colour) {

  enum Verbosity {
    QUIET,
    NORMAL,
    VERBOSE
  }

  /** A line, or lines, of the result for a person. */
  void result(String text) {
    out.println(VisibleText.block(text));
    out.flush();
  }

  /** A result for a machine, such as JSON, printed as it is. */
  void machineResult(String text) {
    out.print(text);
    out.flush();
  }

  /** A sentence beside the result. */
  void say(String sentence) {
    if (verbosity != Verbosity.QUIET) {
      err.println(VisibleText.block(sentence));
    }
  }

  /** What only {@code --verbose} shows. */
  void detail(String sentence) {
    if (verbosity == Verbosity.VERBOSE) {
      err.println(VisibleText.block(sentence));
    }
  }

  void warn(String sentence) {
    err.println(coloured("33", "Warning: ") + VisibleText.block(sentence));
  }

  /** What is wrong, and below it what to do; quiet runs say it too. */
  void error(String what, String whatToDo) {
    err.println(coloured("31", VisibleText.line(what, 1000)));
    if (!whatToDo.isBlank()) {
      whatToDo.lines().forEach(line -> err.println(VisibleText.line(line, 1000)));
    }
  }

  String coloured(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /** 1234567 as 1,234,567. */
  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
