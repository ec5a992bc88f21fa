package io.distributeddebug.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.distributeddebug.telemetry.Peer;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.Window;
import io.distributeddebug.trace.LatencyComparison.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void aRequestIsTakenApartIntoWhatItsTimeWentTo() {
    Trace trace =
        DrawnTrace.trace(
            """
            web GET /                             | =================
              web call {client}                   |  ======
                cart load {server}                |   ====
              web SELECT {client calls=database}  |         ===
              web send {producer calls=queue}     |               =
            """);
    Latencies latencies = new Latencies();
    latencies.add(
        PathAnswer.of(trace, EntryChoice.ROOT, SiblingOrders.NONE),
        LatencyComparison.Window.INCIDENT);
    assertThat(only(latencies).mean().parts())
        .extracting(c -> c.part().operation() + " " + c.part().kind() + " " + ms(c.incidentNanos()))
        .containsExactlyInAnyOrder(
            "[web] GET / serialisation_gap 4",
            "[web] GET / self 3",
            "[web] call network 2",
            "[cart] load self 4",
            "[web] SELECT database 3",
            "[web] send queue 1");
  }

  /** What a request of the simulated shop takes its time for; one of it is made slower. */
  private enum Slowed {
    OWN_CODE("[web] GET /", "self"),
    WAY("[web] call", "network"),
    CALLED("[cart] load", "self"),
    GAP("[web] GET /", "serialisation_gap"),
    QUERY("[web] SELECT", "database");

    private final String operation;
    private final String kind;

    Slowed(String operation, String kind) {
      this.operation = operation;
      this.kind = kind;
    }

    LatencyPart part() {
      return new LatencyPart(operation, kind);
    }
  }

  /**
   * Two services and a database, one call after the other and work beside; in the incident window
   * one of it takes longer.
   */
  @Property(tries = 50)
  void whatIsMadeSlowerOwnsTheDifferenceAndPartsAddUp(
      @ForAll long seed,
      @ForAll Slowed slowed,
      @ForAll @IntRange(min = 5, max = 400) int addedMillis) {
    Random random = new Random(seed);
    Latencies latencies = new Latencies();
    for (int i = 0; i < 2_000; i++) {
      // The same requests in both windows: two samples would differ by chance in their tails.
      long request = random.nextLong();
      latencies.add(answer(new Random(request), slowed, 0), LatencyComparison.Window.BASELINE);
      latencies.add(
          answer(new Random(request), slowed, addedMillis), LatencyComparison.Window.INCIDENT);
    }
    LatencyComparison comparison = only(latencies);
    double added = addedMillis * 1e6;

    // Of the mean it is all of it, to the nanosecond.
    assertThat(comparison.mean().differenceNanos()).isCloseTo(added, within(1.0));
    assertThat(owned(comparison.mean(), slowed)).isCloseTo(added, within(1.0));
    for (LatencyComparison.Explained near :
        List.of(comparison.around(0.5, 0.05), comparison.around(0.95, 0.025))) {
      // Who is near a quantile is known by buckets, each a thirty-second of a duration wide.
      double bucket = 1.0 / 32 * (near.baselineNanos() + near.incidentNanos());
      assertThat(near.differenceNanos()).isCloseTo(added, within(0.1 * added + bucket));
      assertThat(owned(near, slowed)).isGreaterThan(0.9 * added - bucket);
      assertThat(near.parts().stream().mapToDouble(Change::differenceNanos).sum())
          .isCloseTo(near.differenceNanos(), within(1.0));
    }
  }

  private static double owned(LatencyComparison.Explained explained, Slowed slowed) {
    return explained.parts().stream()
        .filter(change -> change.part().equals(slowed.part()))
        .mapToDouble(Change::differenceNanos)
        .sum();
  }

  @Test
  void aTraceCountsInTheWindowThatItBeganIn() {
    Latencies.Windows windows =
        Latencies.Windows.of(Optional.of(new Window(0, 100)), new Window(90, 200));
    assertThat(windows.of(50)).contains(LatencyComparison.Window.BASELINE);
    assertThat(windows.of(95)).contains(LatencyComparison.Window.INCIDENT);
    assertThat(windows.of(200)).isEmpty();
    assertThat(Latencies.Windows.all().of(7)).contains(LatencyComparison.Window.INCIDENT);
    assertThat(Latencies.Windows.all().hasBaseline()).isFalse();
  }

  @Test
  void aFlameGraphHasTheOwnTimeOfEachWayOfCalls() {
    Trace trace =
        DrawnTrace.trace(
            """
            web GET /;x  | ======
              cart load  |  ====
                db read  |   ==
              db read    |      =
            """);
    FlameStacks stacks = new FlameStacks();
    stacks.add(trace, 0, LatencyComparison.Window.INCIDENT);
    stacks.add(trace, 0, LatencyComparison.Window.INCIDENT);
    assertThat(new FlameStacks().merge(stacks).meanNanos(LatencyComparison.Window.INCIDENT))
        .containsOnly(
            Map.entry("web GET /:x", 1_000_000L),
            Map.entry("web GET /:x;cart load", 2_000_000L),
            Map.entry("web GET /:x;cart load;db read", 2_000_000L),
            Map.entry("web GET /:x;db read", 1_000_000L));
  }

  @SuppressWarnings("EnumOrdinal") // an index into an array of this method
  private static PathAnswer answer(Random random, Slowed slowed, int addedMillis) {
    long[] takes = {
      2_000 + random.nextInt(3_000),
      1_000 + random.nextInt(2_000),
      20_000 + random.nextInt(10_000),
      1_000 + random.nextInt(3_000),
      3_000 + random.nextInt(6_000)
    };
    takes[slowed.ordinal()] += addedMillis * 1_000L;
    long beside = micros(5_000 + random.nextInt(10_000));
    long call = micros(takes[0]);
    long load = call + micros(takes[1]);
    long loaded = load + micros(takes[2]);
    long called = loaded + micros(1_000);
    long query = called + micros(takes[3]);
    long queried = query + micros(takes[4]);
    TraceBuilder builder = new TraceBuilder().start(1, random.nextLong());
    builder
        .add(1, 0, 0, queried + micros(2_000))
        .by("web", "web-0")
        .doing("GET /", SpanKind.SERVER);
    builder.add(2, 1, call, called).by("web", "web-0").doing("call", SpanKind.CLIENT);
    builder.add(3, 2, load, loaded).by("cart", "cart-0").doing("load", SpanKind.SERVER);
    builder.add(4, 1, call, call + beside).by("web", "web-0").doing("beside", SpanKind.INTERNAL);
    builder
        .add(5, 1, query, queried)
        .by("web", "web-0")
        .doing("SELECT", SpanKind.CLIENT)
        .peer("pg", Peer.Kind.DATABASE);
    return PathAnswer.of(builder.build(), EntryChoice.ROOT, SiblingOrders.NONE);
  }

  private static long micros(long count) {
    return count * 1_000;
  }

  private static LatencyComparison only(Latencies latencies) {
    assertThat(latencies.endpoints()).hasSize(1);
    return latencies.endpoints().values().iterator().next();
  }

  private static long ms(double nanos) {
    return Math.round(nanos / 1e6);
  }
}
