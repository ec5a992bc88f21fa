package io.distributeddebug.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.finding.Finding;
import io.distributeddebug.finding.Severity;
import io.distributeddebug.logs.TemplateCount;
import io.distributeddebug.pattern.Shop.Behaviour;
import io.distributeddebug.statistics.MetricSeries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each detector: where it fires, and where it is silent on the nearest innocent case. */
class DetectorsTest {
  private static final Behaviour HEALTHY = Behaviour.healthy();

  private static Shop quietBefore() {
    return new Shop().requests(Shop.BASELINE, 2, 1, random -> HEALTHY);
  }

  private static List<Finding> found(Shop shop) {
    return Detectors.run(Detectors.standard(), shop.observations());
  }

  private static Shop.Choice sometimes(double share, Behaviour rare) {
    return random -> random.nextDouble() < share ? rare : HEALTHY;
  }

  @Test
  void saysNothingWhereNothingChanges() {
    assertThat(found(quietBefore().requests(Shop.INCIDENT, 2, 2, random -> HEALTHY))).isEmpty();
  }

  @Test
  void isQuietOnChanceAlone() {
    Shop.Choice noisy =
        random -> {
          double dice = random.nextDouble();
          Behaviour does = HEALTHY.slower((long) (20 * Math.exp(random.nextGaussian() * 0.7)));
          return dice < 0.02 ? does.failing() : dice < 0.04 ? does.timingOut() : does;
        };
    int findings = 0;
    for (int seed = 0; seed < 50; seed++) {
      Shop shop =
          new Shop()
              .requests(Shop.BASELINE, 1.5, 2L * seed, noisy)
              .requests(Shop.INCIDENT, 1.5, 2L * seed + 1, noisy);
      findings += found(shop).size();
    }
    assertThat(findings).isLessThanOrEqualTo(2);
  }

  @Test
  void seesRisenErrors() {
    Finding finding =
        only(quietBefore().requests(Shop.INCIDENT, 2, 2, sometimes(0.3, HEALTHY.failing())));
    assertThat(finding.kind()).isEqualTo("error-rate-changed");
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.services()).containsExactly("gateway");
    assertThat(finding.operation()).isEqualTo("/checkout");
    assertThat(finding.summary())
        .matches(
            "gateway fails /checkout in \\d\\d\\.\\d % of 240 requests \\(\\d+\\), before in"
                + " 0\\.00 %\\.");
    assertThat(finding.evidence()).hasSize(1);
  }

  @Test
  void staysSilentWhereErrorsAreAsUsual() {
    Shop.Choice some = sometimes(0.05, HEALTHY.failing());
    assertThat(
            found(
                new Shop().requests(Shop.BASELINE, 2, 1, some).requests(Shop.INCIDENT, 2, 2, some)))
        .isEmpty();
  }

  @Test
  void seesASlowOperationAndWhereItsTimeGoes() {
    Finding finding =
        only(quietBefore().requests(Shop.INCIDENT, 2, 2, random -> HEALTHY.slower(80)));
    assertThat(finding.kind()).isEqualTo("latency-changed");
    assertThat(finding.summary())
        .startsWith("gateway takes 9")
        .contains("the part 'self' makes 60 ms.");
  }

  @Test
  void seesASlowTail() {
    assertThat(
            only(quietBefore().requests(Shop.INCIDENT, 2, 2, sometimes(0.15, HEALTHY.slower(500))))
                .kind())
        .isEqualTo("latency-changed");
  }

  @Test
  void staysSilentOnOneSlowRequestAmongMany() {
    assertThat(
            found(
                quietBefore().requests(Shop.INCIDENT, 2, 2, sometimes(0.01, HEALTHY.slower(900)))))
        .isEmpty();
  }

  @Test
  void seesCallsThatVanish() {
    Finding finding =
        only(quietBefore().requests(Shop.INCIDENT, 2, 2, random -> HEALTHY.withoutPayment()));
    assertThat(finding.kind()).isEqualTo("missing-calls");
    assertThat(finding.services()).containsExactly("gateway", "payment");
    assertThat(finding.summary())
        .isEqualTo(
            "gateway calls payment 0 times while serving /checkout, where its requests let expect"
                + " 240.");
  }

  @Test
  void lostSpansAreToldFirstAndNoCallIsMissing() {
    List<Finding> findings =
        found(
            quietBefore()
                .losingPayment()
                .requests(Shop.INCIDENT, 2, 2, sometimes(0.3, HEALTHY.failing())));
    assertThat(findings)
        .extracting(Finding::kind)
        .containsExactly("lost-spans", "error-rate-changed");
    assertThat(findings.get(0).services()).containsExactly("payment");
    assertThat(findings.get(0).summary())
        .isEqualTo(
            "Spans of payment are lost: of 240 calls to it that succeeded, 0 left one there, where"
                + " 240 are usual.");
    assertThat(findings.get(0).evidence()).hasSize(1);
  }

  @Test
  void callsThatFailLoseNoSpans() {
    assertThat(
            found(
                quietBefore()
                    .losingPayment()
                    .requests(Shop.INCIDENT, 2, 2, random -> HEALTHY.timingOut())))
        .as("they may never have arrived")
        .extracting(Finding::kind)
        .doesNotContain("lost-spans");
  }

  @Test
  void takesFewerRequestsForFewerRequestsAndNotForMissingCalls() {
    assertThat(found(quietBefore().requests(Shop.INCIDENT, 0.5, 2, random -> HEALTHY)))
        .extracting(Finding::kind)
        .containsExactly("traffic-changed");
  }

  @Test
  void takesASampledIncidentForWhatItStandsFor() {
    assertThat(found(quietBefore().sampled(10).requests(Shop.INCIDENT, 2, 2, random -> HEALTHY)))
        .as("a tenth of the requests was recorded, and all came")
        .isEmpty();
    Finding finding =
        only(quietBefore().sampled(10).requests(Shop.INCIDENT, 20, 2, random -> HEALTHY));
    assertThat(finding.summary()).isEqualTo("gateway is asked for /checkout 20/s, before 2/s.");
  }

  @Test
  void seesMoreRequestsAndStaysSilentOnAFewMore() {
    Finding finding = only(quietBefore().requests(Shop.INCIDENT, 8, 2, random -> HEALTHY));
    assertThat(finding.kind()).isEqualTo("traffic-changed");
    assertThat(finding.summary()).isEqualTo("gateway is asked for /checkout 8/s, before 2/s.");
    assertThat(found(quietBefore().requests(Shop.INCIDENT, 2.5, 2, random -> HEALTHY))).isEmpty();
  }

  @Test
  void seesTimeoutsAndRetries() {
    assertThat(
            only(quietBefore().requests(Shop.INCIDENT, 2, 2, sometimes(0.2, HEALTHY.timingOut())))
                .kind())
        .isEqualTo("timeouts");
    assertThat(
            only(quietBefore().requests(Shop.INCIDENT, 2, 2, sometimes(0.2, HEALTHY.retrying())))
                .kind())
        .isEqualTo("retries-grown");
  }

  @Test
  void seesANewVersion() {
    Finding finding = only(quietBefore().requests(Shop.INCIDENT, 2, 2, random -> HEALTHY.of("v2")));
    assertThat(finding.kind()).isEqualTo("deployment-seen");
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.summary())
        .isEqualTo(
            "gateway runs version v2 since 1970-01-01T00:10:00Z (before: v1), 480 spans of it were"
                + " seen.");
  }

  @Test
  void takesNoRareVersionForANewOne() {
    assertThat(
            found(
                quietBefore().requests(Shop.INCIDENT, 2, 2, sometimes(0.05, HEALTHY.of("canary")))))
        .isEmpty();
  }

  @Test
  void seesNewErrorLinesButNotTheUsualOnes() {
    Shop shop = quietBefore().requests(Shop.INCIDENT, 2, 2, random -> HEALTHY);
    shop.template(lines("ERROR Pay#1", Collections.nCopies(10, 0L), 12, 0))
        .template(lines("ERROR Pay#2", Collections.nCopies(10, 3L), 7, 0))
        .template(lines("ERROR Pay#3", List.of(0L, 0L, 30L, 0L, 0L, 0L, 25L, 0L, 0L, 0L), 28, 0));
    Finding finding = only(shop);
    assertThat(finding.kind()).isEqualTo("new-log-template");
    assertThat(finding.summary())
        .isEqualTo("payment writes 12 lines of a form not seen before: ERROR Pay#1");
    assertThat(finding.evidence().get(0).query())
        .isEqualTo(
            "SELECT * FROM logs WHERE service = 'payment' AND template = 'ERROR Pay#1' ORDER BY"
                + " unix_nanos");
  }

  private static TemplateCount lines(String template, List<Long> before, long now, long earlier) {
    return new TemplateCount(
        "payment", "ERROR", true, template, before, now, earlier, 1, "boom", "");
  }

  @Test
  void seesOneBusyInstanceButNotALoadThatAllShare() {
    Shop one = quietBefore().requests(Shop.INCIDENT, 2, 2, random -> HEALTHY);
    Shop all = quietBefore().requests(Shop.INCIDENT, 2, 2, random -> HEALTHY);
    for (int i = 0; i < 6; i++) {
      one.metric(cpu("payment-" + i, i == 3 ? 0.95 : 0.2));
      all.metric(cpu("payment-" + i, 0.95));
    }
    Finding finding = only(one);
    assertThat(finding.kind()).isEqualTo("resource-changed");
    assertThat(finding.summary()).startsWith("cpu.utilization of payment-3 is 0.95, before 0.2");
    assertThat(found(all)).isEmpty();
  }

  private static MetricSeries cpu(String instance, double during) {
    List<MetricSeries.Point> points = new ArrayList<>();
    for (int second = 0; second < 720; second += 15) {
      double value = second < 600 ? 0.2 + 0.01 * (second / 15 % 3 - 1) : during;
      points.add(new MetricSeries.Point(second * Shop.SECOND, value));
    }
    return new MetricSeries(
        "payment", instance, "node-1", "cpu.utilization", new TreeMap<>(), "1", points);
  }

  @Test
  void tellsOrdersThatNoClockExplains() {
    Finding finding =
        only(
            quietBefore()
                .requests(Shop.INCIDENT, 2, 2, random -> HEALTHY)
                .impossible(new ImpossibleCalls("gateway", "payment", 7, "0a")));
    assertThat(finding.kind()).isEqualTo("impossible-order");
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.summary())
        .isEqualTo(
            "7 calls from gateway to payment are recorded in an order that no offset of their"
                + " hosts' clocks explains.");
    assertThat(finding.evidence().get(0).where()).isEqualTo("0a");
  }

  private static Finding only(Shop shop) {
    List<Finding> findings = found(shop);
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }
}
