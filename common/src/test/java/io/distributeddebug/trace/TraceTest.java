package io.distributeddebug.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.Peer;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import org.junit.jupiter.api.Test;

class TraceTest {
  @Test
  void numbersSpansInPreOrderAndKnowsEachOnesPlace() {
    TraceBuilder builder = new TraceBuilder().start(1, 2);
    builder.add(3, 1, 40, 90).by("stock", "stock-0").doing("reserve", SpanKind.SERVER);
    builder.add(1, 0, 0, 100).by("gateway", "gateway-0").doing("GET /", SpanKind.SERVER);
    builder
        .add(4, 3, 50, 60)
        .by("stock", "stock-0")
        .status(StatusCode.ERROR)
        .peer("db", Peer.Kind.DATABASE);
    builder.add(2, 1, 10, 30).by("cart", "cart-0").doing("load", SpanKind.SERVER);
    Trace trace = builder.build();

    assertThat(trace.id()).isEqualTo("00000000000000010000000000000002");
    assertThat(trace.size()).isEqualTo(4);
    assertThat(trace.service(0)).isEqualTo("gateway");
    assertThat(trace.children(0)).containsExactly(1, 2);
    assertThat(trace.parent(3)).isEqualTo(2);
    assertThat(trace.depth(3)).isEqualTo(2);
    assertThat(trace.selfNanos(0)).isEqualTo(100 - 20 - 50);
    assertThat(trace.selfNanos(2)).isEqualTo(40);
    assertThat(trace.isError(3)).isTrue();
    assertThat(trace.gapToParentStartNanos(2)).isEqualTo(40);
    assertThat(trace.gapToParentEndNanos(2)).isEqualTo(10);
    assertThat(trace.row(3)).isEqualTo(2);
    assertThat(trace.services()).containsExactly("cart", "gateway", "stock");
    assertThat(trace.completenessRatio()).isEqualTo(1);
  }

  @Test
  void aCallWithoutASpanOnTheOtherSideGoesToAVirtualPeer() {
    Trace trace =
        DrawnTrace.trace(
            """
            web GET /                       | ==========
              web query {client peer=db}    |  ==
              web call {client peer=cart:80}|    ===
                cart load                   |     =
              web send {producer peer=jobs} |        =
                worker run {consumer}       |         =====
            """);
    assertThat(trace.virtualPeer(0)).isEmpty();
    assertThat(trace.virtualPeer(1)).isEqualTo("db");
    assertThat(trace.virtualPeer(2)).isEmpty();
    assertThat(trace.virtualPeer(4)).isEqualTo("jobs");
    assertThat(trace.virtualPeer(5)).isEmpty();
  }
}
