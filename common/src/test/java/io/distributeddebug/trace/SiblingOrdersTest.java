package io.distributeddebug.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.SpanKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SiblingOrdersTest {
  private static final String APART =
      """
      web GET /    | ==========
        web mail   |  ==
        web load   |    =====
      """;
  private static final String AT_ONCE =
      """
      web GET /    | ==========
        web mail   |  ====
        web load   |    =====
      """;

  @Test
  void whatOnceOverlappedIsNotWaitedFor() {
    SiblingOrders orders = new SiblingOrders();
    times(19, APART, orders);
    assertThat(marked(APART, orders))
        .as("too few to tell")
        .isEqualTo(marked(APART, SiblingOrders.NONE));
    times(1, AT_ONCE, orders);
    assertThat(marked(APART, orders))
        .isEqualTo(
            """
            web GET /    | ###=====##
              web mail   |  ==
              web load   |    #####
            """);
  }

  @Test
  void whatAlwaysCameFirstIsWaitedForOnThatGround() {
    SiblingOrders orders = new SiblingOrders();
    times(20, APART, orders);
    Trace trace = DrawnTrace.trace(APART);
    CriticalPath path = CriticalPath.of(trace, orders);
    assertThat(path.ground(1)).contains(Ground.MINED_ORDER);
    assertThat(path.ground(2)).contains(Ground.CAUSAL_LINK);
    assertThat(path.segments()).isEqualTo(CriticalPath.of(trace).segments());
  }

  @Test
  void aChildThatOnceOutlivedItsParentIsNeverWaitedFor() {
    SiblingOrders orders = new SiblingOrders();
    String inTime =
        """
        web GET /  | ======
          web log  |   ===
        """;
    times(19, inTime, orders);
    times(
        1,
        """
        web GET /  | ======
          web log  |   ======
        """,
        orders);
    assertThat(marked(inTime, orders))
        .isEqualTo(
            """
            web GET /  | ######
              web log  |   ===
            """);
  }

  @Test
  void aChildOnAnotherHostMayOnlySeemToOutliveItsParent() {
    SiblingOrders orders = new SiblingOrders();
    times(
        30,
        """
        web GET /    | ======
          cart load  |   ======
        """,
        orders);
    String drawn =
        """
        web GET /    | ======
          cart load  |   ===
        """;
    assertThat(marked(drawn, orders)).isEqualTo(marked(drawn, SiblingOrders.NONE));
  }

  @Test
  void countsForAndAgainstAreTold() {
    SiblingOrders orders = new SiblingOrders();
    times(30, APART, orders);
    times(2, AT_ONCE, orders);
    times(
        40,
        """
        web GET /    | =====
          web cached |  ==
        """,
        orders);
    assertThat(orders.observed())
        .extracting(
            seen ->
                seen.first()
                    + " "
                    + seen.second()
                    + " "
                    + seen.hypothesis()
                    + " "
                    + seen.before()
                    + " "
                    + seen.after()
                    + " "
                    + seen.overlapping()
                    + " "
                    + seen.onlyFirst()
                    + " "
                    + seen.onlySecond())
        .containsExactly(
            "[web] cached [web] load mutually_exclusive 0 0 0 40 32",
            "[web] cached [web] mail mutually_exclusive 0 0 0 40 32",
            "[web] load [web] mail any_order 0 30 2 0 0");
  }

  @Property(tries = 50)
  void partsMergeToTheWhole(@ForAll long seed) {
    Random random = new Random(seed);
    SiblingOrders whole = new SiblingOrders();
    SiblingOrders one = new SiblingOrders();
    SiblingOrders other = new SiblingOrders();
    for (int i = 0; i < 60; i++) {
      Trace trace = RandomTraces.connected(random, 12);
      whole.add(trace);
      (random.nextBoolean() ? one : other).add(trace);
    }
    assertThat(other.merge(one).observed()).isEqualTo(whole.observed());
  }

  /**
   * A handler of known code: calls that it waits for, one after the other; messages that it sends
   * off and forgets; and two calls at once, of which it waits for both.
   */
  @Test
  void thePathOfAThousandTracesIsTheTrueOneWhereOneTraceCannotTell() {
    Random random = new Random(42);
    List<Simulated> simulated = new ArrayList<>();
    SiblingOrders orders = new SiblingOrders();
    for (int i = 0; i < 1000; i++) {
      Simulated one = Simulated.of(random);
      simulated.add(one);
      orders.add(one.trace);
    }
    int wrongByTimeAlone = 0;
    for (Simulated one : simulated) {
      assertThat(one.path(orders)).isEqualTo(one.truth);
      wrongByTimeAlone += one.path(SiblingOrders.NONE).equals(one.truth) ? 0 : 1;
    }
    assertThat(wrongByTimeAlone).isGreaterThan(300);
  }

  /** Times on the path by operation: first the handler's own. */
  private record Simulated(Trace trace, List<Long> truth) {
    private static final String[] CALLS = {"audit", "load", "price", "stock", "store", "notify"};

    static Simulated of(Random random) {
      long at = 1_000_000;
      TraceBuilder builder = new TraceBuilder().start(1, random.nextLong());
      long[] starts = new long[CALLS.length];
      long[] ends = new long[CALLS.length];
      Long[] onPath = new Long[1 + CALLS.length];
      java.util.Arrays.fill(onPath, 0L);
      long begin = at;
      at += 10 + random.nextInt(200);
      starts[0] = at; // sent off: nobody waits for it
      ends[0] = at + 20 + random.nextInt(1500);
      at += 10 + random.nextInt(200);
      at = waitedFor(1, at, random, starts, ends, onPath);
      starts[2] = at; // both at once, both waited for
      ends[2] = at + 100 + random.nextInt(900);
      starts[3] = at + 5;
      ends[3] = at + 100 + random.nextInt(900);
      int last = ends[3] > ends[2] || (ends[3] == ends[2]) ? 3 : 2;
      onPath[1 + last] += ends[last] - starts[last];
      at = ends[last] + 10 + random.nextInt(100);
      at = waitedFor(4, at, random, starts, ends, onPath);
      starts[5] = at; // sent off too
      ends[5] = at + 20 + random.nextInt(400);
      long end = at + 30 + random.nextInt(200);
      builder.add(1, 0, begin, end).by("web", "web-0").doing("GET /", SpanKind.SERVER);
      long own = end - begin;
      for (int call = 0; call < CALLS.length; call++) {
        builder
            .add(call + 2L, 1, starts[call], ends[call])
            .by("web", "web-0")
            .doing(CALLS[call], SpanKind.CLIENT);
        own -= onPath[call + 1];
      }
      onPath[0] = own;
      return new Simulated(builder.build(), List.of(onPath));
    }

    private static long waitedFor(
        int call, long at, Random random, long[] starts, long[] ends, Long[] onPath) {
      starts[call] = at;
      ends[call] = at + 100 + random.nextInt(400);
      onPath[call + 1] += ends[call] - starts[call];
      return ends[call] + 10 + random.nextInt(300);
    }

    List<Long> path(SiblingOrders orders) {
      CriticalPath path = CriticalPath.of(trace, orders);
      Long[] nanos = new Long[1 + CALLS.length];
      for (int span = 0; span < trace.size(); span++) {
        nanos[(int) trace.spanId(span) - 1] = path.nanos(span);
      }
      return List.of(nanos);
    }
  }

  private static void times(int count, String drawn, SiblingOrders orders) {
    for (int i = 0; i < count; i++) {
      orders.add(DrawnTrace.trace(drawn));
    }
  }

  private static String marked(String drawn, SiblingOrders orders) {
    return DrawnTrace.of(drawn).mark(CriticalPath.of(DrawnTrace.trace(drawn), orders));
  }
}
