package io.distributeddebug.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.SpanKind;
import org.junit.jupiter.api.Test;

class DrawnTraceTest {
  private static final String DRAWN =
      """
      gateway GET /checkout              | ==========
        cart load {client error at=c-1}  |   ====
        gateway render {peer=redis}      |        '
      """;

  @Test
  void aColumnIsAMillisecondAndIndentIsParentage() {
    Trace trace = DrawnTrace.trace(DRAWN);
    assertThat(trace.size()).isEqualTo(3);
    assertThat(trace.service(0)).isEqualTo("gateway");
    assertThat(trace.operation(0)).isEqualTo("GET /checkout");
    assertThat(trace.kind(0)).isEqualTo(SpanKind.SERVER);
    assertThat(trace.startNanos(0)).isZero();
    assertThat(trace.endNanos(0)).isEqualTo(10_000_000);
    assertThat(trace.parent(1)).isZero();
    assertThat(trace.startNanos(1)).isEqualTo(2_000_000);
    assertThat(trace.endNanos(1)).isEqualTo(6_000_000);
    assertThat(trace.kind(1)).isEqualTo(SpanKind.CLIENT);
    assertThat(trace.isError(1)).isTrue();
    assertThat(trace.instance(1)).isEqualTo("c-1");
    assertThat(trace.kind(2)).isEqualTo(SpanKind.INTERNAL);
    assertThat(trace.durationNanos(2)).isZero();
    assertThat(trace.peer(2)).isEqualTo("redis");
  }

  @Test
  void spansAreThoseThatAReaderWouldGive() {
    DrawnTrace drawn = DrawnTrace.of(DRAWN);
    TraceBuilder builder =
        new TraceBuilder().start(DrawnTrace.TRACE_ID_HIGH, DrawnTrace.TRACE_ID_LOW);
    drawn.spans().forEach(builder::add);
    assertThat(DrawnTrace.draw(builder.build())).isEqualTo(DrawnTrace.draw(drawn.trace()));
  }

  @Test
  void drawsTheTreeThatWasMade() {
    assertThat(DrawnTrace.draw(DrawnTrace.trace(DRAWN)))
        .isEqualTo(
            """
            gateway GET /checkout
              cart load
              gateway render
            """);
  }
}
