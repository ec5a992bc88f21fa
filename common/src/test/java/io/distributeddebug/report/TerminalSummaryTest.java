package io.distributeddebug.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalSummaryTest {
  private final TerminalSummary plain = new TerminalSummary(TerminalSummary.Style.PLAIN);

  @Test
  void saysTheAnswerTheCausesAndWhereTheReportIs() {
    assertThat(plain.render(SampleReports.slowDatabase(), "reports/x/report.html"))
        .isEqualTo(
            """
            From 09:04 to 09:16 UTC the database payments-db answered 31 times slower than before, and payment
            waited for it. Checkout requests took 2.9 s instead of 178 ms at the 95th percentile, and 11.8 % of
            them failed at the gateway's time limit. Inventory, search and login were not affected.
            Incident: 2026-01-05 09:04:00 to 09:16:00 UTC (12 min)

             1. payments-db  slow dependency, operation UPDATE ledger  93 %
                Calls from payment into payments-db took 1.84 s in the median instead of 59 ms. The delay begins with the incident, ends with it, and explains 98 % of the time…
             2. payment  pool exhaustion, instance payment-7d9c-2, resource pool:payments  5 %
                Its connection pool was at the limit from 09:06 on, two minutes after the statements had become slow: a consequence rather than the beginning.
             3. checkout  slow code, operation POST /checkout  1 %
                Its own time grew by 4 ms, within what load explains.
            Without evidence: 2 more in the report
            Note: No metrics of payments-db: its load cannot be told apart from slow statements.
            Note: 103 traces lack spans; they are left out of the latency decomposition.

            Report: reports/x/report.html
            """);
  }

  @Test
  void aQuietSystemHasNoNumberedCause() {
    assertThat(plain.render(SampleReports.nothingStandsOut(), "r")).doesNotContain(" 1. ");
  }

  @Test
  void S7_nothingFromTelemetrySteersTheTerminal() {
    String shown =
        plain.render(HostileReports.of(HostileStrings.all()), "\u001b[2J\u202e/report.html");
    assertThat(
            shown
                .chars()
                .filter(
                    c ->
                        (Character.isISOControl(c) && c != '\n')
                            || (c >= 0x2028 && c <= 0x202e)
                            || (c >= 0x2066 && c <= 0x2069)))
        .isEmpty();
    assertThat(shown).contains("Report: \\u001b[2J\\u202e/report.html");
  }

  @Test
  void colourSetsOffTheFirstCause() {
    assertThat(
            new TerminalSummary(TerminalSummary.Style.COLOR)
                .render(SampleReports.slowDatabase(), "r"))
        .contains("\u001b[1;31mpayments-db\u001b[0m");
  }
}
