package io.distributeddebug.incident;

import static io.distributeddebug.incident.Correlation.FLOW;
import static io.distributeddebug.incident.Correlation.TIMING;
import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssueDescriptionTest {
  private static final Instant FROM = Instant.parse("2026-01-05T08:00:00Z");
  private static final Instant TO = Instant.parse("2026-01-05T15:00:00Z");
  private static final KnownNames SHOP =
      KnownNames.of(
          List.of(
              "gateway",
              "payment-service",
              "order-service",
              "order-history-service",
              "cart",
              "inventory-reader",
              "inventory-cache",
              "user-service",
              "ShippingService"),
          List.of("POST /checkout", "GET /orders/{id}", "SELECT orders", "ChargeCard"),
          Window.of(FROM, TO));

  private static Understanding read(String text) {
    return IssueDescription.read(text, SHOP);
  }

  @ParameterizedTest
  @CsvSource({
    "payment-service times out,payment-service",
    "payment service times out,payment-service",
    "the payment is slow,payment-service",
    "paymnt is slow,payment-service",
    "PaymentService is slow,payment-service",
    "order has errors,order-service",
    "order history has errors,order-history-service",
    "crat has errors,cart",
    "shipping fails,ShippingService",
    "shiping-service fails,ShippingService",
    "gatway returns 504,gateway"
  })
  void findsTheServiceThatWasMeant(String text, String service) {
    assertThat(read(text).services()).containsExactly(service);
  }

  @Test
  void offersSeveralCandidatesForAPartOfTheirNames() {
    assertThat(read("inventory is stale").services())
        .containsExactly("inventory-cache", "inventory-reader");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "credit card is refused",
        "it is slow for all users since the last release",
        "the charts look wrong",
        "later it got better"
      })
  void seesNoServiceInOrdinaryWords(String text) {
    assertThat(read(text).services()).doesNotContain("cart", "payment-service", "order-service");
  }

  @Test
  void findsOperationsByPathAndName() {
    assertThat(read("POST /checkout is slow").operations()).containsExactly("POST /checkout");
    assertThat(read("/checkout is slow").operations()).containsExactly("POST /checkout");
    assertThat(read("ChargeCard throws").operations()).containsExactly("ChargeCard");
    assertThat(read("checkout of goods is slow").operations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "timed out,TIMEOUT",
    "it is so slow,SLOW",
    "p99 doubled,LATENCY",
    "many excpetions,EXCEPTION",
    "a cascading outage,CASCADE",
    "retry storm,RETRY",
    "deadlocked,DEADLOCK",
    "inconsistent totals,INCONSISTENT",
    "charged twice,DUPLICATE",
    "stale prices,STALE",
    "split-brain,SPLIT_BRAIN",
    "network partition,PARTITION",
    "out of memory,MEMORY",
    "cpu is high,CPU"
  })
  void recognisesSymptoms(String text, Symptom symptom) {
    assertThat(read(text).symptoms()).contains(symptom);
  }

  @Test
  void takesADeniedSymptomAsDenied() {
    Understanding understanding = read("slow, but no errors");
    assertThat(understanding.symptoms()).containsExactly(Symptom.SLOW);
    assertThat(understanding.remarks()).contains("the text says: no error");
  }

  @Test
  void letsTheSymptomsDecideWhichViewsLead() {
    assertThat(read("payment is slow").leading()).startsWith(TIMING).hasSize(4);
    assertThat(read("duplicate orders").leading()).startsWith(FLOW).hasSize(4);
    assertThat(read("").leading()).containsExactly(Correlation.values());
  }

  @ParameterizedTest
  @CsvSource({
    "around 2026-01-05T08:30Z,2026-01-05T08:30:00Z",
    "at 2026-01-05 09:30:15+01:00,2026-01-05T08:30:15Z",
    "at 14:05 it broke,2026-01-05T14:05:00Z",
    "at 2:05 pm it broke,2026-01-05T14:05:00Z",
    "at 2pm it broke,2026-01-05T14:00:00Z",
    "at 23:10 it broke,2026-01-04T23:10:00Z",
    "10 minutes ago,2026-01-05T14:50:00Z"
  })
  void readsTimes(String text, Instant at) {
    assertThat(read(text).atUnixNanos()).hasValue(Window.unixNanos(at));
  }

  @Test
  void readsStretchesOfTime() {
    Instant five = Instant.parse("2026-01-05T14:05:00Z");
    assertThat(read("slow since 14:05").window()).contains(Window.of(five, TO));
    assertThat(read("slow from 14:05 to 14:20").window())
        .contains(Window.of(five, five.plus(Duration.ofMinutes(15))));
    assertThat(read("errors in the last 30 minutes").window())
        .contains(Window.of(TO.minus(Duration.ofMinutes(30)), TO));
  }

  @Test
  void saysHowItTookARelativeTimeAndATimeOutsideTheData() {
    assertThat(read("10 minutes ago").remarks())
        .containsExactly(
            "'10 minutes ago' is counted from the end of the data: 2026-01-05T14:50:00Z");
    assertThat(read("at 2020-01-01T00:00:00Z").remarks())
        .containsExactly(
            "2020-01-01T00:00:00Z lies outside the data, which covers 2026-01-05T08:00:00Z to"
                + " 2026-01-05T15:00:00Z");
  }

  @Test
  void findsTraceIdsAndPadsShortOnes() {
    assertThat(read("see 4BF92F3577B34DA6A3CE929D0E0E4736 and a3ce929d0e0e4736").traceIds())
        .containsExactly("4bf92f3577b34da6a3ce929d0e0e4736", "0000000000000000a3ce929d0e0e4736");
  }

  @Test
  void listsNamesThatTheDataDoesNotHave() {
    assertThat(read("fraud-check and `ledger` fail, gateway too").notUnderstood())
        .containsExactly("fraud-check", "ledger");
  }

  @Test
  @Timeout(2)
  void readsHostileTextsFast() {
    String symbols = "{}()[]!?*+|\\^$..--//".repeat(50_000);
    String words = "paymnt-srvice ".repeat(80_000);
    String control = "\u0000\u0007\u202e\ud800".repeat(250_000);
    String digits = "0123456789:.-".repeat(80_000);
    for (String text : List.of(symbols, words, control, digits, "a".repeat(1_000_000))) {
      assertThat(read(text).text()).hasSizeLessThanOrEqualTo(10_000);
    }
  }

  @Property(tries = 300)
  void readsAnyText(@ForAll String text) {
    Understanding understanding = read(text);
    assertThat(understanding.leading()).hasSize(4);
    assertThat(understanding.text()).doesNotContain("\u0000");
  }
}
