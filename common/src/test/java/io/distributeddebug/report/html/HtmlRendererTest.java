package io.distributeddebug.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.report.HostileReports;
import io.distributeddebug.report.HostileStrings;
import io.distributeddebug.report.Report;
import io.distributeddebug.report.SampleReports;
import io.distributeddebug.report.Timing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class HtmlRendererTest {
  private final HtmlRenderer renderer = new HtmlRenderer();

  @Test
  void answersInTheOrderAPersonAsks() {
    Document page = Jsoup.parse(renderer.render(SampleReports.slowDatabase()));
    assertThat(page.select("h1").text()).isEqualTo("payments-db: slow dependency");
    assertThat(page.select("h1, .lead, .figures, .suspects, .understood, h2").eachText())
        .satisfies(texts -> assertThat(texts.get(1)).startsWith("From 09:04 to 09:16 UTC"));
    assertThat(page.select("h2").eachText())
        .containsExactly(
            "Causes, most likely first",
            "Who calls whom, and what changed",
            "Timeline",
            "Latency before and during",
            "Traces, beside a healthy one",
            "Findings",
            "What to do next",
            "About this run");
    assertThat(page.select(".figures > div").eachText())
        .containsExactly(
            "Began 09:04:00 2026-01-05, UTC",
            "Lasted 12 min to 09:16:00",
            "Failed requests 5.85 % was 0.03 % 239 of 4,083",
            "95th percentile 2.83 s was 125 ms payment charge",
            "Affected 3 services payment, checkout, gateway");
    assertThat(page.select(".cause h3").eachText())
        .containsExactly("payments-db", "payment", "checkout");
    assertThat(page.select(".waterfall").size()).isEqualTo(3);
    assertThat(page.select(".log-row").first().text())
        .isEqualTo("+3 s ERROR upstream checkout: no answer after 3000 ms");
  }

  @Test
  void aQuietSystemSaysSo() {
    Document page = Jsoup.parse(renderer.render(SampleReports.nothingStandsOut()));
    assertThat(page.select("h1").text()).isEqualTo("Nothing stands out");
    assertThat(page.select(".suspects")).isEmpty();
  }

  @Test
  void whatWasNotAskedForIsNotShown() {
    Document page = Jsoup.parse(renderer.render(SampleReports.timingAlone()));
    assertThat(page.select("section").eachAttr("id"))
        .contains("timeline", "latency")
        .doesNotContain("topology", "traces");
    assertThat(page.select("nav a").eachText())
        .contains("Timeline", "Latency")
        .doesNotContain("Topology", "Traces");
  }

  @Test
  void S1_hostileTextIsTextAndAddsNoElement() {
    Document page = Jsoup.parse(renderer.render(HostileReports.of(HostileStrings.all())));
    assertThat(page.select("script")).hasSize(4);
    assertThat(page.select("img, iframe, object, embed, form, input, base, video, audio, math"))
        .isEmpty();
    for (Element element : page.getAllElements()) {
      assertThat(element.attributes().asList())
          .noneMatch(attribute -> attribute.getKey().startsWith("on"));
    }
  }

  @Test
  void S20_aReportWithTenThousandOperationsStaysUnderThreeMegabytesAndSaysWhatIsLeftOut() {
    Report sample = SampleReports.slowDatabase();
    List<Timing.OperationTiming> many = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      Timing.Side side = sample.timing().operations().get(0).baseline();
      many.add(
          new Timing.OperationTiming("service-" + i, "operation " + "x".repeat(3_000), side, side));
    }
    Report report = Report.of("large", sample.generatedAt(), "").timing(new Timing(many)).build();
    String html = renderer.render(report);
    assertThat(html.getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(HtmlRenderer.MAX_BYTES);
    assertThat(Jsoup.parse(html).select("#latency .left-out").text())
        .isEqualTo("9,980 more operations are in report.json only.");
  }

  @Test
  void theSameReportGivesTheSamePage() {
    assertThat(renderer.render(SampleReports.slowDatabase()))
        .isEqualTo(new HtmlRenderer().render(SampleReports.slowDatabase()));
  }
}
