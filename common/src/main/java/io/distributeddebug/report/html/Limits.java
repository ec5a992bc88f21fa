package io.distributeddebug.report.html;

/**
 * How much of each list the page shows; what is left out is counted there, and whole in
 * report.json.
 *
 * @param wholeChars how much of a text that was cut for reading can be opened
 */
record Limits(
    int traces,
    int spansPerTrace,
    int logsPerSpan,
    int findings,
    int templates,
    int operations,
    int edges,
    int evidencePerCause,
    int wholeChars) {
  static final Limits STANDARD = new Limits(6, 150, 20, 100, 40, 20, 400, 30, 20_000);

  /** About a third of it. */
  Limits smaller() {
    return new Limits(
        third(traces),
        third(spansPerTrace),
        third(logsPerSpan),
        third(findings),
        third(templates),
        third(operations),
        third(edges),
        third(evidencePerCause),
        third(wholeChars));
  }

  private static int third(int limit) {
    return Math.max(1, limit / 3);
  }
}
