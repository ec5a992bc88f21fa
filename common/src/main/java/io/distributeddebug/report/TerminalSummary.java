package io.distributeddebug.report;

import java.util.List;

/**
 * What the command prints: the answer, the causes a line each, and where the report is. Nothing
 * from telemetry steers the terminal.
 */
public final class TerminalSummary {
  /** Whether the answer is set off by colour. */
  public enum Style {
    PLAIN,
    COLOR
  }

  /** How a summary begins where there is no incident to speak of. */
  private static final String QUIET = "Nothing stands out";

  private static final int LINE_CHARS = 100;
  private static final int NAME_CHARS = 40;
  private static final int SUMMARY_CHARS = 600;
  private static final int EXPLANATION_CHARS = 160;
  private static final String RESET = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final String RED = "\u001b[1;31m";
  private static final String DIM = "\u001b[2m";

  private final Style style;

  public TerminalSummary(Style style) {
    this.style = style;
  }

  /**
   * The whole text, ending in a line break.
   *
   * @param reportPath where a person opens the report
   */
  public String render(Report report, String reportPath) {
    StringBuilder out = new StringBuilder();
    out.append(wrap(VisibleText.line(report.summary(), SUMMARY_CHARS))).append('\n');
    report
        .windows()
        .incident()
        .ifPresent(
            found ->
                out.append(report.summary().startsWith(QUIET) ? "Looked at: " : "Incident: ")
                    .append(Display.window(found.window()))
                    .append('\n'));
    List<Cause> evidenced = report.causes().stream().filter(Cause::hasEvidence).toList();
    if (!evidenced.isEmpty()) {
      out.append('\n');
      evidenced.forEach(cause -> appendCause(out, cause));
    }
    int ruledOut = report.causes().size() - evidenced.size();
    if (ruledOut > 0) {
      out.append(colored(DIM, "Without evidence: " + ruledOut + " more in the report"))
          .append('\n');
    }
    report.data().doubts().forEach(doubt -> appendDoubt(out, doubt));
    out.append("\nReport: ").append(VisibleText.line(reportPath)).append('\n');
    return out.toString();
  }

  private void appendCause(StringBuilder out, Cause cause) {
    String name = VisibleText.line(cause.service(), NAME_CHARS);
    String kind = VisibleText.line(Display.kind(cause.kind()), NAME_CHARS);
    String scope = VisibleText.line(Display.scope(cause), 2 * NAME_CHARS);
    out.append(String.format("%2d. ", cause.rank()))
        .append(colored(cause.rank() == 1 ? RED : BOLD, name))
        .append("  ")
        .append(kind)
        .append(scope.isEmpty() ? "" : ", " + scope)
        .append("  ")
        .append(Display.confidence(cause.confidence()))
        .append('\n');
    if (!cause.explanation().isBlank()) {
      out.append("    ")
          .append(VisibleText.line(cause.explanation(), EXPLANATION_CHARS))
          .append('\n');
    }
  }

  private void appendDoubt(StringBuilder out, String doubt) {
    out.append(colored(DIM, "Note: " + VisibleText.line(doubt, 2 * LINE_CHARS))).append('\n');
  }

  private String colored(String color, String text) {
    return style == Style.COLOR ? color + text + RESET : text;
  }

  private static String wrap(String text) {
    StringBuilder out = new StringBuilder();
    int column = 0;
    for (String word : text.strip().split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > LINE_CHARS) {
        out.append('\n');
        column = 0;
      } else if (column > 0) {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
    }
    return out.toString();
  }
}
