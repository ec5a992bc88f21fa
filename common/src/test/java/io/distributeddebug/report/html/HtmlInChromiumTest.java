package io.distributeddebug.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.distributeddebug.report.HostileReports;
import io.distributeddebug.report.HostileStrings;
import io.distributeddebug.report.Report;
import io.distributeddebug.report.SampleReports;
import io.distributeddebug.report.VisibleText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlInChromiumTest {
  private static final String TOUCH_EVERYTHING =
      """
      {
      const some = (selector, most) => {
        const all = [...document.querySelectorAll(selector)];
        const step = Math.ceil(all.length / most);
        return all.filter((e, i) => i % step === 0);
      };
      [...some('#map *', 200), ...some('#chart *', 20)].forEach(e => {
        for (const type of ['mouseover', 'mousemove', 'click']) {
          e.dispatchEvent(new MouseEvent(type, {bubbles: true, clientX: 400, clientY: 300}));
        }
      });
      }
      """;

  @TempDir Path folder;

  @BeforeEach
  void needsChromium() {
    assumeTrue(Chromium.isInstalled(), "skipped: there is no /usr/bin/chromium here");
  }

  @Test
  void theFullReportDrawsItsChartsAndAsksForNothing() throws Exception {
    Path page = write(SampleReports.slowDatabase());
    try (Chromium browser = Chromium.start(folder)) {
      browser.open(page);
      assertThat(browser.evaluate("document.querySelectorAll('#map .node').length").asInt())
          .isGreaterThan(5);
      assertThat(browser.evaluate("document.querySelectorAll('#chart svg path').length").asInt())
          .isGreaterThan(50);
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.requests()).containsExactly(page.toUri().toString());
    }
  }

  @Test
  void nothingIsWiderThanAPhone() throws Exception {
    Path page = write(SampleReports.slowDatabase());
    try (Chromium browser = Chromium.start(folder)) {
      browser.width(390);
      browser.open(page);
      assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
          .isLessThanOrEqualTo(390);
    }
  }

  @Test
  void aReportWithoutAnythingIsAPageWithoutComplaint() throws Exception {
    Path page = write(SampleReports.empty());
    try (Chromium browser = Chromium.start(folder)) {
      browser.open(page);
      assertThat(browser.evaluate("document.querySelector('h1').textContent").asText())
          .isEqualTo("No cause was found");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void S1_S3_S4_hostileTextIsShownAndDoesNothing() throws Exception {
    List<String> strings =
        HostileStrings.all().stream().filter(s -> s.length() < 400 || s.startsWith("A")).toList();
    Path page = write(HostileReports.of(strings));
    try (Chromium browser = Chromium.start(folder)) {
      browser.open(page);
      browser.evaluate(TOUCH_EVERYTHING);
      assertThat(browser.evaluate("typeof window.pwned").asText()).isEqualTo("undefined");
      String text = browser.evaluate("document.querySelector('main').textContent").asText();
      for (String hostile : strings) {
        assertThat(text).contains(VisibleText.block(hostile));
      }
      assertThat(
              browser.evaluate("document.querySelectorAll('a:not([href^=\"#\"])').length").asInt())
          .isZero();
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.requests()).containsExactly(page.toUri().toString());
    }
  }

  @Test
  void S2_aChangedScriptDoesNotRun() throws Exception {
    Path page = write(SampleReports.slowDatabase());
    String html = Files.readString(page);
    Files.writeString(
        page, html.replace("const NARROW = 640;", "const NARROW = 640; window.pwned = 1;"));
    try (Chromium browser = Chromium.start(folder)) {
      browser.open(page);
      assertThat(browser.evaluate("typeof window.pwned").asText()).isEqualTo("undefined");
      assertThat(browser.complaints()).anySatisfy(c -> assertThat(c).contains("Content Security"));
    }
  }

  private Path write(Report report) throws Exception {
    Path page = folder.resolve("page.html");
    Files.writeString(page, new HtmlRenderer().render(report));
    return page;
  }
}
