package io.distributeddebug.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.Attributes;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ContractTest {
  private static final Exchange GET_CART = new Exchange("http", "GET", "/carts/{cart}", "200");
  private static final Exchange PUT_CART = new Exchange("http", "PUT", "/carts/{cart}", "200");

  @Test
  void anExchangeIsWhatTheSpanSays() {
    assertThat(
            Exchange.of(
                Attributes.builder()
                    .put("http.request.method", "GET")
                    .put("http.route", "/carts/{cart}")
                    .put("http.response.status_code", 200)
                    .build()))
        .isEqualTo(GET_CART);
    assertThat(
            Exchange.of(
                Attributes.builder()
                    .put("rpc.system.name", "grpc")
                    .put("rpc.method", "PricingService/Total")
                    .put("rpc.response.status_code", "UNAVAILABLE")
                    .build()))
        .isEqualTo(new Exchange("grpc", "PricingService/Total", "", "UNAVAILABLE"));
    assertThat(Exchange.of(Attributes.EMPTY)).isEqualTo(new Exchange("", "", "", ""));
  }

  @Test
  void whatIsAskedInOneWindowOnlyIsNewOrGone() {
    Contract baseline = contract(100, GET_CART, 0, "b");
    add(baseline, 15, PUT_CART, 0, "b");
    Contract incident = contract(100, GET_CART, 0, "i");
    add(incident, 20, new Exchange("http", "PATCH", "/carts/{cart}", "200"), 0, "i");
    assertThat(shown(baseline, incident))
        .containsExactly("new PATCH /carts/{cart} 0 20 i", "gone PUT /carts/{cart} 15 0 b");
  }

  @Test
  void aMethodTooRareToBeMissedIsNotGone() {
    Contract baseline = contract(1_000, GET_CART, 0, "b");
    add(baseline, 15, PUT_CART, 0, "b");
    assertThat(shown(baseline, contract(100, GET_CART, 0, "i"))).isEmpty();
  }

  @Test
  void answersByStatusDifferBeyondChance() {
    Exchange failed = new Exchange("http", "GET", "/carts/{cart}", "503");
    Contract baseline = contract(990, GET_CART, 0, "b");
    add(baseline, 10, failed, 0, "b");
    Contract incident = contract(70, GET_CART, 0, "i");
    add(incident, 30, failed, 0, "i");
    assertThat(shown(baseline, incident))
        .containsExactly("status 200 0.99 0.7 i", "status 503 0.01 0.3 i");
    assertThat(shown(baseline, contract(100, GET_CART, 0, "i"))).isEmpty();
  }

  @Test
  void bodiesOfAnotherSizeAreTold() {
    Contract baseline = contract(50, GET_CART, 40, "b");
    assertThat(shown(baseline, contract(50, GET_CART, 400, "i")))
        .containsExactly("request_size GET /carts/{cart} 40 400 i");
    assertThat(shown(baseline, contract(50, GET_CART, 50, "i"))).isEmpty();
    assertThat(shown(baseline, contract(20, GET_CART, 400, "i"))).as("too few").isEmpty();
  }

  @Test
  void beyondTheLimitRoutesAreNotToldApart() {
    Contract contract = new Contract();
    for (int i = 0; i < 1_500; i++) {
      contract.add(new Exchange("http", "GET", "/" + i, "200"), "t", false, -1, -1);
    }
    assertThat(contract.exchanges()).hasSize(1_001);
    assertThat(contract.calls()).isEqualTo(1_500);
  }

  @Property(tries = 50)
  void oneSampleAgainstItselfIsNoDrift(@ForAll long seed) {
    Random random = new Random(seed);
    Contract contract = new Contract();
    for (int i = 0; i < 300; i++) {
      Exchange exchange =
          new Exchange(
              "http", random.nextBoolean() ? "GET" : "PUT", "/" + random.nextInt(9), "200");
      contract.add(exchange, "t" + i, false, random.nextInt(5_000), random.nextInt(99));
    }
    assertThat(ContractDrift.between(contract, contract)).isEmpty();
  }

  private static Contract contract(int calls, Exchange exchange, long bytes, String trace) {
    Contract contract = new Contract();
    add(contract, calls, exchange, bytes, trace);
    return contract;
  }

  private static void add(
      Contract contract, int calls, Exchange exchange, long bytes, String trace) {
    for (int i = 0; i < calls; i++) {
      contract.add(exchange, trace, false, bytes == 0 ? -1 : bytes, -1);
    }
  }

  private static List<String> shown(Contract baseline, Contract incident) {
    return ContractDrift.between(baseline, incident).stream()
        .map(
            change ->
                (change.kind().label()
                        + " "
                        + change.exchange().method()
                        + " "
                        + change.exchange().route()
                        + " "
                        + change.exchange().status()
                        + " "
                        + number(change.baseline())
                        + " "
                        + number(change.incident())
                        + " "
                        + change.trace())
                    .replaceAll(" +", " "))
        .toList();
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
