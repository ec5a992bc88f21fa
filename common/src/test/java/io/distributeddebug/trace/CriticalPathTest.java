package io.distributeddebug.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CriticalPathTest {
  @Test
  void followsTheChildThatFinishedLastAndLeavesOutWhatRanBesideIt() {
    assertThat(
            marked(
                """
                gateway GET /checkout | ==========================
                  cart load           |   ======
                  payment charge      |          ==============
                    bank POST /pay    |             =========
                  stock reserve       |          =======
                """))
        .isEqualTo(
            """
            gateway GET /checkout | ##======#==============###
              cart load           |   ######
              payment charge      |          ###=========##
                bank POST /pay    |             #########
              stock reserve       |          =======
            """);
  }

  @Test
  void cutsALateChildToItsParentAndLeavesOutOneThatStartsAfterIt() {
    assertThat(
            marked(
                """
                api GET /          | ==========
                  api audit        |       =======
                  api report       |            ===
                """))
        .isEqualTo(
            """
            api GET /          | ######====
              api audit        |       ####===
              api report       |            ===
            """);
  }

  @Test
  void placesAnOnlyChildWhoseClockIsOffInTheMiddleOfItsCaller() {
    String drawn =
        """
        web call {client} |      ==========
          db query        | ====
            db read       | ==
        """;
    CriticalPath path = CriticalPath.of(DrawnTrace.trace(drawn));
    assertThat(path.skewNanos(1)).isEqualTo(8_000_000);
    assertThat(path.skewNanos(2)).isEqualTo(8_000_000);
    assertThat(DrawnTrace.of(drawn).mark(path))
        .isEqualTo(
            """
            web call {client} |      ###====###
              db query        | ==##
                db read       | ##
            """);
  }

  @Test
  void nobodyWaitsForAConsumerThatRunsLater() {
    assertThat(
            marked(
                """
                web send {producer}   | ====
                  mail job {consumer} |      ===
                """))
        .isEqualTo(
            """
            web send {producer}   | ####
              mail job {consumer} |      ===
            """);
  }

  @Test
  void takesRootsWithoutTheirParentAsChildrenOfAnUnseenOne() {
    assertThat(
            marked(
                """
                a one {parent=99}   | ====
                b two {parent=99}   |  ==
                c three {parent=99} |      ===
                """))
        .isEqualTo(
            """
            a one {parent=99}   | ####
            b two {parent=99}   |  ==
            c three {parent=99} |      ###
            """);
  }

  @Test
  void theSignatureKnowsThePathAndNotTheTimes() {
    String slow =
        """
        a x   | ==========
          b y |  ========
        """;
    String fast =
        """
        a x   | =====
          b y |  ===
        """;
    String other =
        """
        a x   | =====
          c y |  ===
        """;
    assertThat(signature(slow)).isEqualTo(signature(fast)).isNotEqualTo(signature(other));
  }

  @Property(tries = 300)
  void everyMomentOfTheRootBelongsToExactlyOneSpan(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int size) {
    Trace trace = RandomTraces.connected(new Random(seed), size);
    CriticalPath path = CriticalPath.of(trace);
    long at = trace.startNanos(0);
    long sum = 0;
    for (CriticalPath.Segment segment : path.segments()) {
      assertThat(segment.startNanos()).isEqualTo(at);
      assertThat(segment.durationNanos()).isPositive();
      at = segment.endNanos();
    }
    assertThat(at).isEqualTo(trace.startNanos(0) + trace.durationNanos(0));
    long exclusive = 0;
    for (int i = 0; i < trace.size(); i++) {
      sum += path.nanos(i);
      exclusive += path.exclusiveNanos(i);
    }
    assertThat(sum).isEqualTo(trace.durationNanos(0));
    assertThat(exclusive).isEqualTo(trace.durationNanos(0));
  }

  @Property(tries = 200)
  void theOrderOfArrivalDoesNotMatter(@ForAll long seed) {
    Random random = new Random(seed);
    RandomTraces.Rows rows = RandomTraces.rows(random, 40);
    Trace one = rows.inOrder();
    Trace two = rows.shuffled(random);
    CriticalPath first = CriticalPath.of(one);
    CriticalPath second = CriticalPath.of(two);
    assertThat(DrawnTrace.draw(two)).isEqualTo(DrawnTrace.draw(one));
    assertThat(second.segments()).isEqualTo(first.segments());
    assertThat(second.signature()).isEqualTo(first.signature());
  }

  @Test
  void aHundredThousandCallsDeepAndAMillionChildrenWideAreWalkedInSeconds() {
    TraceBuilder builder = new TraceBuilder().start(1, 1);
    int deep = 100_000;
    for (int i = 0; i < deep; i++) {
      builder.add(i + 1, i, i, 3L * deep - i).by("s", "s-0");
    }
    Trace chain = builder.build();
    assertThat(chain.depth(deep - 1)).isEqualTo(deep - 1);
    assertThat(CriticalPath.of(chain).segments()).hasSize(2 * deep - 1);

    int wide = 1_000_000;
    builder.start(1, 2).add(1, 0, 0, 2L * wide).by("s", "s-0");
    for (int i = 0; i < wide; i++) {
      builder.add(i + 2L, 1, 2L * i, 2L * i + 2).by("s", "s-0");
    }
    Trace fan = builder.build();
    assertThat(fan.childCount(0)).isEqualTo(wide);
    assertThat(CriticalPath.of(fan).exclusiveNanos(0)).isZero();
  }

  private static String marked(String drawn) {
    return DrawnTrace.of(drawn).mark(CriticalPath.of(DrawnTrace.trace(drawn)));
  }

  private static long signature(String drawn) {
    return CriticalPath.of(DrawnTrace.trace(drawn)).signature();
  }
}
