package io.distributeddebug.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class MarkdownRendererTest {
  private final MarkdownRenderer renderer = new MarkdownRenderer();

  @Test
  void aFullReportReadsAsAgreed() throws IOException {
    Golden.assertEqual(renderer.render(SampleReports.slowDatabase()), "slow-database.md");
  }

  @Test
  void aReportWithoutAnythingSaysSo() throws IOException {
    Golden.assertEqual(renderer.render(SampleReports.empty()), "empty.md");
  }

  @Test
  void whatWasNotAskedForIsNotSaidToBeUnchanged() {
    assertThat(renderer.render(SampleReports.timingAlone()))
        .doesNotContain("Changed calls")
        .doesNotContain("No edge differs");
  }

  @Test
  void S5_hostileTextMakesNoLinkImageMarkupOrHeading() {
    Document page = rendered(renderer.render(HostileReports.of(HostileStrings.all())));
    assertThat(page.select("a, img, script, pre, em, iframe, svg, hr, blockquote > *:not(p)"))
        .isEmpty();
    int causes = HostileStrings.all().size();
    assertThat(page.select("h3")).hasSize(causes);
    assertThat(page.select("h2").eachText())
        .containsExactly(
            "Causes, most likely first",
            "Changed calls between services",
            "Timeline (UTC)",
            "Latency before and during",
            "Traces",
            "Log lines that changed",
            "Findings",
            "What to do next",
            "About this run");
    assertThat(page.select("table")).hasSize(3);
    assertThat(page.select("tr")).allSatisfy(row -> assertThat(row.childrenSize()).isBetween(5, 6));
  }

  @Test
  void S5_eachHostileNameAndSentenceIsReadAgain() {
    for (String hostile : HostileStrings.all()) {
      String shown = VisibleText.line(hostile, 200);
      if (shown.isBlank()) {
        continue;
      }
      String sentence = VisibleText.line(hostile, 1_000).strip();
      assertThat(text("- " + MarkdownText.name(hostile))).isEqualTo(collapsed(shown));
      assertThat(text("- " + MarkdownText.sentence(hostile))).isEqualTo(collapsed(sentence));
      Document table =
          rendered("| a | b |\n| --- | --- |\n| " + MarkdownText.cell(hostile) + " | x |\n");
      assertThat(table.select("td").eachText().get(0)).isEqualTo(collapsed(shown));
    }
  }

  private static String text(String markdown) {
    return rendered(markdown).text();
  }

  /** As HTML shows blanks. */
  private static String collapsed(String text) {
    return text.replaceAll("[ \u00a0]+", " ").strip();
  }

  private static Document rendered(String markdown) {
    var extensions = List.of(TablesExtension.create(), AutolinkExtension.create());
    Parser parser = Parser.builder().extensions(extensions).build();
    HtmlRenderer html = HtmlRenderer.builder().extensions(extensions).build();
    return Jsoup.parse(html.render(parser.parse(markdown)));
  }
}
