package io.distributeddebug.report.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.distributeddebug.report.Report;
import java.nio.charset.StandardCharsets;

/**
 * {@code report.html}: one file that opens offline, loads nothing, and runs no text of telemetry.
 *
 * <p>A page that would be larger than {@link #MAX_BYTES} is made again with less of each list.
 */
public final class HtmlRenderer {
  /** Above this size a page is slow to open and to send around. */
  public static final int MAX_BYTES = 3_000_000;

  private static final int MAX_ATTEMPTS = 5;

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          HtmlRenderer.class.getClassLoader(),
          HtmlRenderer.class.getPackageName());
  private final Scripts scripts = Scripts.load();

  /** The whole page. */
  public String render(Report report) {
    Limits limits = Limits.STANDARD;
    String html = render(report, limits);
    for (int i = 1; i < MAX_ATTEMPTS && bytes(html) > MAX_BYTES; i++) {
      limits = limits.smaller();
      html = render(report, limits);
    }
    return html;
  }

  private String render(Report report, Limits limits) {
    StringOutput output = new StringOutput(2_000_000);
    engine.render("page.jte", new Page(report, limits, scripts), output);
    return output.toString();
  }

  private static int bytes(String html) {
    return html.getBytes(StandardCharsets.UTF_8).length;
  }
}
