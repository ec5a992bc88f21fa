package io.distributeddebug.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.trace.DrawnTrace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows worked out by hand from the rules of jaegertracing/spark-dependencies. */
class JaegerLinksTest {
  @Test
  void aSpanIsALinkFromItsParentAlsoWithinOneService() {
    assertThat(
            links(
                """
                web GET /            | ========
                  web render         |  =
                  cart load          |   ====
                    cart read        |    ==
                """))
        .containsExactly("cart cart 1", "web cart 1", "web web 1");
  }

  @Test
  void halvesOfOneIdAreALinkAndChildrenGoToTheServersHalf() {
    assertThat(
            links(
                """
                gateway GET / {server id=1}              | ==========
                  web call {client id=2}                 |  =======
                  cart load {server id=2 parent=1}       |   =====
                    db query {client id=3 parent=2}      |    ===
                """))
        .as("2's client half: gateway to web; its halves: web to cart; 3: from the server's half")
        .containsExactly("cart db 1", "gateway web 1", "web cart 1");
  }

  @Test
  void ofAnIdWithoutAServersHalfChildrenAreNoLinks() {
    assertThat(
            links(
                """
                web one {client id=1}         | =====
                web two {client id=1}         | ======
                  cart load {server parent=1} |   =
                """))
        .isEmpty();
  }

  @Test
  void aPeerCountsWhereNobodyRefersToTheSpanAndTheSpanRefersToSomething() {
    assertThat(
            links(
                """
                web GET / {server peer=phone}         | ==========
                  web query {client peer=mysql}       |  ==
                  web call {client peer=cart-cluster} |    ====
                    cart load {server peer=nobody}    |     ==
                """))
        .as("the root refers to nothing, the call is referred to by cart")
        .containsExactly("cart nobody 1", "web cart 1", "web mysql 1", "web web 2");
  }

  @Test
  void everyReferenceCountsAndOneThatIsNotInTheTraceDoesNot() {
    assertThat(
            counted(
                span(1, 0, "web"),
                span(2, 1, "cart", 1L, 7L),
                span(3, 7, "mail"),
                span(4, 0, "log", 2L)))
        .containsExactly("cart log 1", "web cart 2");
  }

  @Test
  void spansWithoutAServiceMakeNoLink() {
    assertThat(counted(span(1, 0, "web"), span(2, 1, ""), span(3, 2, "cart"))).isEmpty();
  }

  private static LinkSpan span(long id, long parentId, String service, Long... linkedIds) {
    return new LinkSpan(
        id,
        parentId,
        Arrays.asList(linkedIds),
        SpanKind.INTERNAL,
        service,
        "",
        0,
        "",
        false,
        false);
  }

  private static List<String> links(String drawn) {
    return counted(
        DrawnTrace.of(drawn).spans().stream().map(LinkSpan::of).toArray(LinkSpan[]::new));
  }

  private static List<String> counted(LinkSpan... trace) {
    LinkTally tally = new LinkTally();
    LinkRules.JAEGER.count(List.of(trace), tally);
    List<String> links = new ArrayList<>();
    for (DependencyLink link : tally.links()) {
      assertThat(link.errors()).isZero();
      links.add(link.parent() + " " + link.child() + " " + link.calls());
    }
    return links;
  }
}
