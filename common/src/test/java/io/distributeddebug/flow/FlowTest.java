package io.distributeddebug.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FlowTest {
  @Test
  void theGapOfACallIsWhatItTookBeyondTheWorkOfTheCalledSide() {
    Flow flow =
        Flow.of(
            "t",
            List.of(
                span("1", "", "shop", "GET /", 0, 100),
                span("2", "1", "shop", "call", 10, 90),
                span("3", "2", "stock", "reserve", 20, 70)),
            List.of());

    assertThat(flow.gaps())
        .containsExactly(new Gap("shop", "call", "stock", "reserve", "", 30, 10));
    assertThat(flow.calls()).containsExactly(new Call("shop", "stock", false));
  }

  @Test
  void aCallWithSeveralChildrenHasNoGap() {
    Flow flow =
        Flow.of(
            "t",
            List.of(
                span("1", "", "shop", "call", 0, 100),
                span("2", "1", "stock", "reserve", 10, 40),
                span("3", "1", "stock", "reserve", 50, 90)),
            List.of());

    assertThat(flow.gaps()).isEmpty();
    assertThat(flow.calls()).hasSize(2);
  }

  @Test
  void selfTimeLeavesOutRemoteCallsThatAreRecordedAsSiblings() {
    Flow flow =
        Flow.of(
            "t",
            List.of(
                span("1", "", "shop", "GET /", 0, 100),
                span("2", "1", "shop", "handler", 10, 90),
                span("3", "1", "shop", "call", 20, 80),
                span("4", "3", "stock", "reserve", 30, 70)),
            List.of());

    assertThat(flow.selfTimes())
        .contains(
            new SelfTime("shop", "shop-1", "handler", 20, 10),
            new SelfTime("shop", "shop-1", "GET /", 20, 0),
            new SelfTime("stock", "stock-1", "reserve", 40, 30));
  }

  @Test
  void thePauseBeforeARepeatedCallIsNotTheCallersOwnWork() {
    List<FlowSpan> spans =
        List.of(
            span("1", "", "shop", "GET /", 0, 100),
            span("2", "1", "shop", "call", 10, 20),
            span("3", "2", "stock", "reserve", 12, 18),
            repeated(span("4", "1", "shop", "call", 70, 90)),
            span("5", "4", "stock", "reserve", 72, 88));

    assertThat(Flow.of("t", spans, List.of()).selfTimes())
        .contains(new SelfTime("shop", "shop-1", "GET /", 20, 0));
    assertThat(Flow.of("t", spans, List.of()).calls())
        .containsExactly(new Call("shop", "stock", false), new Call("shop", "stock", true));
  }

  @Test
  void whatARepeatedCallLeadsToIsMarked() {
    Flow flow =
        Flow.of(
            "t",
            List.of(
                span("1", "", "shop", "GET /", 0, 100),
                span("2", "1", "shop", "call", 10, 20),
                span("3", "2", "stock", "reserve", 12, 18),
                repeated(span("4", "1", "shop", "call", 70, 90)),
                span("5", "4", "stock", "reserve", 72, 88),
                span("6", "5", "ledger", "write", 75, 80)),
            List.of());

    assertThat(flow.invocations())
        .extracting(made -> made.service() + (made.isRepeat() ? ", repeated" : ""))
        .containsExactlyInAnyOrder("shop", "stock", "stock, repeated", "ledger, repeated");
  }

  @Test
  void aLogIsAStepOfTheInvocationThatItsSpanBelongsTo() {
    Flow flow =
        Flow.of(
            "t",
            List.of(
                span("1", "", "shop", "GET /", 0, 100),
                span("2", "1", "shop", "call", 20, 80),
                span("3", "2", "stock", "reserve", 30, 70)),
            List.of(
                new FlowLog(10, "shop", "1", "begun", false),
                new FlowLog(40, "stock", "3", "no stock", true)));

    assertThat(flow.steps())
        .extracting(step -> step.service() + ": " + step.previous() + " > " + step.event())
        .containsExactlyInAnyOrder(
            "shop: start GET / > log begun",
            "shop: log begun > call stock reserve",
            "shop: call stock reserve > end",
            "stock: start reserve > log no stock",
            "stock: log no stock > end");
  }

  @Test
  void spansThatAreTheirOwnAncestorsSayNothing() {
    Flow flow =
        Flow.of(
            "t",
            List.of(span("1", "2", "shop", "a", 0, 100), span("2", "1", "shop", "b", 0, 100)),
            List.of());

    assertThat(flow.invocations()).isEmpty();
    assertThat(flow.selfTimes()).isEmpty();
  }

  @Property(tries = 200)
  void theOrderOfSpansAndLogsDoesNotMatter(@ForAll long seed) {
    Random random = new Random(seed);
    List<FlowSpan> spans = new ArrayList<>();
    List<FlowLog> logs = new ArrayList<>();
    int size = 1 + random.nextInt(12);
    for (int i = 0; i < size; i++) {
      long from = random.nextInt(100);
      String service = "s" + random.nextInt(3);
      spans.add(
          span(
              "" + i,
              i == 0 ? "" : "" + random.nextInt(i),
              service,
              "op" + random.nextInt(3),
              from,
              from + random.nextInt(100)));
      logs.add(new FlowLog(random.nextInt(200), service, "" + i, "line " + i, i % 3 == 0));
    }
    Flow inOrder = Flow.of("t", spans, logs);
    Collections.shuffle(spans, random);
    Collections.shuffle(logs, random);

    assertThat(Flow.of("t", spans, logs)).isEqualTo(inOrder);
  }

  private static FlowSpan span(
      String id, String parent, String service, String operation, long from, long to) {
    return FlowSpan.plain(id, parent, service, service + "-1", operation, from, to);
  }

  private static FlowSpan repeated(FlowSpan span) {
    return new FlowSpan(
        span.spanId(),
        span.parentSpanId(),
        span.service(),
        span.instance(),
        span.version(),
        span.operation(),
        span.startUnixNanos(),
        span.endUnixNanos(),
        span.isError(),
        span.peer(),
        span.peerKind(),
        1);
  }
}
