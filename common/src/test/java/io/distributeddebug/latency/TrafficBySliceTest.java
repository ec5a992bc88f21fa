package io.distributeddebug.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TrafficBySliceTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Window INCIDENT = new Window(600 * SECOND, 720 * SECOND);
  private static final Window BEFORE = new Window(0, 600 * SECOND);

  /** A trace drawn as {@code depth service operation KIND start duration [peer peerKind|!]}. */
  static TimedTrace trace(String id, long at, String drawn) {
    TimedTrace trace = new TimedTrace();
    trace.begin(id);
    for (String line : drawn.strip().lines().toList()) {
      String[] w = line.strip().split(" +", -1);
      boolean isError = w[w.length - 1].equals("!");
      boolean hasPeer = w.length >= 8;
      trace.add(
          new TimedTrace.Row(
              Integer.parseInt(w[0]),
              w[1],
              w[1] + "-1",
              "v1",
              w[2],
              w[3],
              at + Long.parseLong(w[4]),
              Long.parseLong(w[5]),
              isError,
              isError ? "upstream timed out" : "",
              hasPeer ? w[6] : "",
              hasPeer ? w[7] : "",
              0));
    }
    return trace;
  }

  private static final String CHECKOUT =
      """
      0 gateway  /checkout SERVER   0 100
      1 gateway  call      CLIENT  10  80 payment service
      2 payment  /charge   SERVER  25  50
      3 payment  SELECT    CLIENT  30  20 paydb database
      3 payment  pool.get  INTERNAL 55  5
      """;

  private static TrafficBySlice add(TimedTrace... traces) {
    TrafficBySlice traffic = new TrafficBySlice(Slices.of(List.of(BEFORE), INCIDENT));
    Arrays.stream(traces).forEach(traffic::add);
    return traffic;
  }

  private static long part(OperationTally tally, Part part) {
    return tally.sumNanos(part);
  }

  @Test
  void takesARequestApartIntoPartsThatAddUp() {
    Traffic baseline = add(trace("a", 0, CHECKOUT)).baseline();
    OperationTally gateway = baseline.operations().get(new OperationKey("gateway", "/checkout"));
    assertThat(part(gateway, Part.SELF)).isEqualTo(20);
    assertThat(part(gateway, Part.NETWORK)).isEqualTo(30);
    assertThat(part(gateway, Part.DOWNSTREAM)).isEqualTo(50);
    OperationTally payment = baseline.operations().get(new OperationKey("payment", "/charge"));
    assertThat(part(payment, Part.DATABASE)).isEqualTo(20);
    assertThat(part(payment, Part.POOL)).isEqualTo(5);
    assertThat(part(payment, Part.SELF)).isEqualTo(25);
    assertThat(gateway.fromOutside()).isEqualTo(1);
    assertThat(payment.fromOutside()).isZero();
  }

  @Test
  void claimsNoCallFromTheSpanThatALostOnesChildrenWereHungUnder() {
    TimedTrace trace = new TimedTrace();
    trace.begin("a");
    trace.add(row(0, "gateway", false));
    trace.add(row(1, "pricing", true));
    assertThat(add(trace).baseline().calls()).isEmpty();
  }

  @Test
  void takesACallWhoseOtherSideWasLostAsACallOfTheKnownService() {
    String lost = "0 gateway /checkout SERVER 0 100\n1 gateway call CLIENT 10 80 payment external";
    TrafficComparison traffic =
        TrafficComparison.of(add(trace("a", 0, CHECKOUT), trace("b", 0, lost)));
    assertThat(traffic.edges())
        .filteredOn(pair -> pair.key().callee().equals("payment"))
        .singleElement()
        .satisfies(pair -> assertThat(pair.baseline().calls()).isEqualTo(2));
  }

  private static TimedTrace.Row row(int depth, String service, boolean isParentInferred) {
    return new TimedTrace.Row(
        depth, service, "", "", "op", "SERVER", 0, 10, false, "", "", "", 0, isParentInferred, 1);
  }

  @Test
  void countsEachCallOnceWithTheCallersView() {
    Traffic baseline = add(trace("a", 0, CHECKOUT)).baseline();
    assertThat(baseline.calls().keySet())
        .containsExactly(
            new CallKey("gateway", "/checkout", "payment", "/charge", "service"),
            new CallKey("payment", "/charge", "paydb", "SELECT", "database"));
    CallTally call =
        baseline.edges(Set.of()).get(new CallKey("gateway", "", "payment", "", "service"));
    assertThat(call.calls()).isEqualTo(1);
    assertThat(call.durations().sum()).isEqualTo(80);
    assertThat(call.gaps().sum()).isEqualTo(30);
  }

  @Test
  void countsACallThatWasNeverAnswered() {
    Traffic incident =
        add(trace(
                "a",
                INCIDENT.fromUnixNanos(),
                """
                0 gateway /checkout SERVER 0 100
                1 gateway call CLIENT 10 80 payment service !
                """))
            .incident();
    CallTally call =
        incident.calls().get(new CallKey("gateway", "/checkout", "payment", "", "service"));
    assertThat(call.errors()).isEqualTo(1);
    assertThat(call.timeouts()).isEqualTo(1);
    assertThat(call.failed().traceId()).isEqualTo("a");
  }

  @Test
  void measuresHowLongAMessageWaited() {
    Traffic baseline =
        add(trace(
                "a",
                0,
                """
                0 orders /order SERVER 0 100
                1 orders publish PRODUCER 10 5 topic queue
                2 mailer consume CONSUMER 500 40
                """))
            .baseline();
    CallTally message =
        baseline.calls().get(new CallKey("orders", "/order", "mailer", "consume", "queue"));
    assertThat(message.gaps().sum()).isEqualTo(485);
    assertThat(message.durations().sum()).isEqualTo(40);
    OperationTally orders = baseline.operations().get(new OperationKey("orders", "/order"));
    assertThat(part(orders, Part.QUEUE)).isEqualTo(5);
    assertThat(part(orders, Part.SELF)).isEqualTo(95);
  }

  @Test
  void cutsWindowsIntoSlicesThatDoNotOverlap() {
    Slices slices =
        Slices.of(
            List.of(new Window(0, 650 * SECOND), new Window(500 * SECOND, 900 * SECOND)), INCIDENT);
    assertThat(slices.incidentNanos()).isEqualTo(120 * SECOND);
    assertThat(slices.baselineNanos()).isEqualTo(780 * SECOND);
    assertThat(slices.at(600 * SECOND)).isEqualTo(slices.at(659 * SECOND));
    assertThat(slices.isIncident(slices.at(600 * SECOND))).isTrue();
    assertThat(slices.isIncident(slices.at(599 * SECOND))).isFalse();
    assertThat(slices.at(900 * SECOND)).isEqualTo(-1);
    assertThat(slices.at(-1)).isEqualTo(-1);
  }

  /** Any nesting of local spans and calls, whatever their times. */
  @Property(tries = 300)
  void partsAlwaysAddUpToTheDuration(@ForAll List<@IntRange(max = 1_000_000) Integer> numbers) {
    TimedTrace trace = new TimedTrace();
    trace.begin("a");
    int depth = 0;
    for (int number : numbers) {
      String[] kinds = {"INTERNAL", "SERVER", "CLIENT", "PRODUCER"};
      String[] peers = {"", "service", "database"};
      String peerKind = peers[number / 7 % 3];
      trace.add(
          new TimedTrace.Row(
              depth,
              "s" + number % 2,
              "",
              "",
              "op",
              kinds[number % 4],
              number % 997,
              number % 1009,
              false,
              "",
              peerKind.isEmpty() ? "" : "peer",
              peerKind,
              0));
      depth = 1 + number % (depth + 1);
    }
    for (int span = 0; span < trace.size(); span++) {
      assertThat(Arrays.stream(Breakdown.of(trace, span)).sum())
          .isEqualTo(trace.row(span).durationNanos());
      assertThat(Breakdown.of(trace, span))
          .satisfies(parts -> assertThat(Arrays.stream(parts).allMatch(n -> n >= 0)).isTrue());
    }
  }
}
