package io.distributeddebug.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.Peer;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AssemblyTest {
  @Test
  void dropsARetriedExportAndCountsIt() {
    Trace trace =
        DrawnTrace.trace(
            """
            web GET /                | ======
              db query {id=2}        |  ===
              db query {id=2}        |  ===
            """);
    assertThat(DrawnTrace.draw(trace))
        .isEqualTo(
            """
            web GET /
              db query
            """);
    assertThat(trace.duplicateCount()).isEqualTo(1);
  }

  @Test
  void keepsTwoDifferentSpansOfOneIdAndFlagsBoth() {
    Trace trace =
        DrawnTrace.trace(
            """
            web GET /                | ======
              db query {id=2}        |  ===
              db query {id=2}        |  ====
            """);
    assertThat(DrawnTrace.draw(trace))
        .isEqualTo(
            """
            web GET /
              db query CONFLICTING_ID
              db query CONFLICTING_ID
            """);
    assertThat(trace.duplicateCount()).isZero();
  }

  @Test
  void givesASubtreeWithoutItsParentToTheInnermostSpanThatEnclosesIt() {
    Trace trace =
        DrawnTrace.trace(
            """
            web GET /                  | ============
              cart load {client}       |  ========
                lost read {parent=9}   |   ===
                  db query             |    =
                lost write {parent=9}  |       ==
              web render               |           =
            """);
    assertThat(DrawnTrace.draw(trace))
        .isEqualTo(
            """
            web GET /
              cart load
                lost read ORPHAN
                  db query
                lost write ORPHAN
              web render
            """);
    assertThat(trace.missingParentCount()).isEqualTo(1);
    assertThat(trace.completenessRatio()).isEqualTo(6 / 7.0);
  }

  @Test
  void givesAnOrphanThatNothingEnclosesToTheRoot() {
    assertThat(
            drawn(
                """
                web GET /               | ======
                  cart load             |  ==
                    late job {parent=9} |      =====
                """))
        .isEqualTo(
            """
            web GET /
              cart load
              late job ORPHAN OUTSIDE_PARENT
            """);
  }

  @Test
  void keepsRootsSideBySideWhereTheRealOneIsMissing() {
    Trace trace =
        DrawnTrace.trace(
            """
            cart load {parent=9}      | ====
              db query                |  ==
            inner work {parent=8}     |    =
            payment charge {parent=9} |      =====
            """);
    assertThat(DrawnTrace.draw(trace))
        .isEqualTo(
            """
            cart load ORPHAN
              db query
              inner work ORPHAN
            payment charge ORPHAN EXTRA_ROOT
            """);
    assertThat(trace.lacksRoot()).isTrue();
    assertThat(trace.missingParentCount()).isEqualTo(2);
  }

  @Test
  void putsRealRootsFirstAndFlagsTheFurtherOnes() {
    assertThat(
            drawn(
                """
                lost early {parent=9} | ==
                web GET /             |   ======
                job nightly           |     ====
                """))
        .isEqualTo(
            """
            web GET /
              lost early ORPHAN OUTSIDE_PARENT
            job nightly EXTRA_ROOT
            """);
  }

  @Test
  void cutsACircleOfParentsAtItsFirstSpan() {
    assertThat(
            drawn(
                """
                web GET /             | ==========
                  a one {id=2 parent=4}   |  ======
                  a two {id=3 parent=2}   |   ====
                  a three {id=4 parent=3} |    ==
                """))
        .isEqualTo(
            """
            web GET /
              a one CYCLE
                a two
                  a three
            """);
  }

  @Test
  void aSpanThatIsItsOwnParentIsACircleOfOne() {
    Trace trace = DrawnTrace.trace("a one {id=2 parent=2} | ===");
    assertThat(DrawnTrace.draw(trace)).isEqualTo("a one CYCLE\n");
    assertThat(trace.lacksRoot()).isTrue();
  }

  @Test
  void anIdSharedByClientAndServerMakesTheServerTheClientsChild() {
    assertThat(
            drawn(
                """
                web GET /                             | ==========
                  web call {client id=2}              |  =======
                  cart load {server id=2 parent=1}    |   =====
                    db query {parent=2}               |    ===
                """))
        .isEqualTo(
            """
            web GET /
              web call
                cart load SHARED_ID
                  db query
            """);
  }

  @Test
  void aChildThatOutlivesItsParentStaysItsChildAndIsFlaggedWhereAnotherClockTellsIt() {
    assertThat(
            drawn(
                """
                web POST /order         | =====
                  web audit             |    =======
                  mail send {consumer}  |      ======
                """))
        .as("on one instance it is late without doubt, on another its clock may be off")
        .isEqualTo(
            """
            web POST /order
              web audit
              mail send OUTSIDE_PARENT
            """);
  }

  @Test
  void anIdSharedByProducerAndConsumerMakesTheConsumerTheProducersChild() {
    assertThat(
            drawn(
                """
                web GET /                              | ==
                  web orders {id=2 producer}           |  =
                mail orders {id=2 parent=1 consumer}   |     ===
                  mail render {parent=2}               |      =
                """))
        .isEqualTo(
            """
            web GET /
              web orders
                mail orders SHARED_ID OUTSIDE_PARENT
                  mail render
            """);
  }

  @Test
  void ofThreeHalvesOfOneIdTheThirdConflicts() {
    assertThat(
            drawn(
                """
                web call {id=2 client parent=0}   | ======
                pay charge {id=2 parent=0}        |  ====
                pay refund {id=2 parent=0}        |   ==
                """))
        .isEqualTo(
            """
            web call
              pay charge SHARED_ID CONFLICTING_ID
            pay refund EXTRA_ROOT CONFLICTING_ID
            """);
  }

  @Test
  void oneSpanAloneIsATraceAndOneWithoutItsParentIsOneToo() {
    assertThat(drawn("job nightly | ==")).isEqualTo("job nightly\n");
    Trace half = DrawnTrace.trace("pay charge {parent=9} | ==");
    assertThat(DrawnTrace.draw(half)).isEqualTo("pay charge ORPHAN\n");
    assertThat(half.completenessRatio()).isEqualTo(0.5);
    assertThat(half.lacksRoot()).isTrue();
  }

  @Test
  void aCircleBelowARealRootHangsWhereItFitsInTime() {
    assertThat(
            drawn(
                """
                web GET /                  | ========
                  cart load                |  =====
                    ring one {id=3 parent=4} |   ==
                    ring two {id=4 parent=3} |    =
                """))
        .isEqualTo(
            """
            web GET /
              cart load
                ring one CYCLE
                  ring two
            """);
  }

  @Test
  void aTraceAcrossMidnightIsOneTrace() {
    long midnight = 20_458L * 86_400_000_000_000L;
    Trace trace =
        new TraceBuilder()
            .start(0, 1)
            .add(1, 0, midnight - 1_000, midnight + 1_000)
            .by("web", "")
            .add(2, 1, midnight + 10, midnight + 500)
            .by("cart", "")
            .build();
    assertThat(trace.rootCount()).isEqualTo(1);
    assertThat(trace.startNanos()).isEqualTo(midnight - 1_000);
    assertThat(trace.parent(1)).isZero();
  }

  @Test
  void takesASpanThatEndsBeforeItStartsAsAnInstant() {
    TraceBuilder builder = new TraceBuilder().start(1, 1);
    builder.add(1, 0, 100, 200).by("a", "");
    builder.add(2, 1, 150, 140).by("a", "");
    Trace trace = builder.build();
    assertThat(trace.has(1, SpanFlag.NEGATIVE_DURATION)).isTrue();
    assertThat(trace.durationNanos(1)).isZero();
    assertThat(trace.selfNanos(0)).isEqualTo(100);
  }

  @Test
  void countsWhatIsAboveTheCapAndLeavesItOut() {
    TraceBuilder builder = new TraceBuilder(100).start(1, 1);
    for (int i = 0; i < 150; i++) {
      builder.add(i + 1, i == 0 ? 0 : 1, i, i + 1).by("s", "");
    }
    Trace trace = builder.build();
    assertThat(trace.size()).isEqualTo(100);
    assertThat(trace.cutOffCount()).isEqualTo(50);
    assertThat(trace.completenessRatio()).isEqualTo(100 / 150.0);
  }

  @Test
  void theNextTraceKnowsNothingOfTheOneBefore() {
    TraceBuilder builder = new TraceBuilder().start(1, 1);
    builder
        .add(1, 0, 0, 10)
        .by("a", "a-0")
        .version("1")
        .peer("x", Peer.Kind.EXTERNAL)
        .contentHash(5);
    Trace first = builder.build();
    builder.start(1, 2).add(3, 0, 0, 5);
    Trace second = builder.build();
    assertThat(first.service(0)).isEqualTo("a");
    assertThat(second.size()).isEqualTo(1);
    assertThat(second.service(0)).isEmpty();
    assertThat(second.version(0)).isEmpty();
    assertThat(second.peer(0)).isEmpty();
  }

  @Property(tries = 500)
  void whateverArrivesIsOneTreeOfAllOfIt(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int size) {
    RandomTraces.Rows rows = RandomTraces.rows(new Random(seed), size);
    Trace trace = rows.inOrder();
    assertThat(trace.size() + trace.duplicateCount()).isEqualTo(rows.rows().size());
    int roots = 0;
    int children = 0;
    for (int i = 0; i < trace.size(); i++) {
      assertThat(trace.parent(i)).isLessThan(i);
      assertThat(trace.subtreeEnd(i)).isGreaterThan(i);
      roots += trace.parent(i) < 0 ? 1 : 0;
      int[] below = trace.children(i);
      children += below.length;
      for (int n = 0; n < below.length; n++) {
        assertThat(trace.parent(below[n])).isEqualTo(i);
        assertThat(trace.isAncestor(i, below[n])).isTrue();
        if (n > 0) {
          assertThat(trace.startNanos(below[n]))
              .isGreaterThanOrEqualTo(trace.startNanos(below[n - 1]));
        }
      }
      assertThat(trace.selfNanos(i)).isBetween(0L, trace.durationNanos(i));
    }
    assertThat(roots).isEqualTo(trace.rootCount());
    assertThat(roots + children).isEqualTo(trace.size());
  }

  @Property(tries = 300)
  void theTreeDoesNotDependOnTheOrderOfArrival(@ForAll long seed) {
    Random random = new Random(seed);
    RandomTraces.Rows rows = RandomTraces.rows(random, 50);
    Trace one = rows.inOrder();
    Trace two = rows.shuffled(random);
    assertThat(two.size()).isEqualTo(one.size());
    for (int i = 0; i < one.size(); i++) {
      assertThat(two.spanId(i)).isEqualTo(one.spanId(i));
      assertThat(two.parent(i)).isEqualTo(one.parent(i));
      assertThat(two.flags(i)).isEqualTo(one.flags(i));
      assertThat(two.startNanos(i)).isEqualTo(one.startNanos(i));
      assertThat(two.selfNanos(i)).isEqualTo(one.selfNanos(i));
    }
  }

  @Test
  void selfTimeIsWhatNoChildCoversHoweverTheyOverlap() {
    Trace trace =
        DrawnTrace.trace(
            """
            a x      | ==========
              b one  |  ====
              b two  |    ====
              b late |         =====
            """);
    assertThat(trace.selfNanos(0)).isEqualTo(2 * DrawnTrace.NANOS_PER_COLUMN);
    assertThat(trace.has(3, SpanFlag.OUTSIDE_PARENT)).isTrue();
  }

  private static String drawn(String text) {
    return DrawnTrace.draw(DrawnTrace.trace(text));
  }
}
