package io.distributeddebug.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.distributeddebug.flow.Flow;
import io.distributeddebug.flow.FlowLog;
import io.distributeddebug.flow.FlowSpan;
import io.distributeddebug.flow.SlicedFacts;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * An hour of a shop that asks a stock, a trace every few seconds, without an alarm. While the stock
 * is broken it fails three times in four, and the shop logs that.
 */
class CauseSearchTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final Window HOUR = new Window(1_000_000 * SECOND, 1_003_600 * SECOND);

  /** Onset and end are told by windows of two minutes, in steps of one. */
  private static final long TOLERANCE = 2 * MINUTE;

  @Property(tries = 40)
  void findsWhenTheIncidentBeganAndEndedWhereverItLies(
      @ForAll @IntRange(min = 12, max = 38) int beginMinute,
      @ForAll @IntRange(min = 6, max = 15) int minutes,
      @ForAll @IntRange(min = 4, max = 10) int seconds) {
    Window broken = window(beginMinute, beginMinute + minutes);
    RankedCauses answer = find(broken, seconds);

    assertThat(answer.nothingStandsOut()).isFalse();
    assertThat(answer.hypotheses().get(0).service()).isEqualTo("stock");
    assertThat(answer.hypotheses().get(0).kind()).isEqualTo(CauseKind.EXCEPTION);
    assertThat(answer.incident().fromUnixNanos())
        .isCloseTo(broken.fromUnixNanos(), within(TOLERANCE));
    assertThat(answer.incident().toUnixNanos()).isCloseTo(broken.toUnixNanos(), within(TOLERANCE));
  }

  @Test
  void nothingStandsOutOfAQuietHour() {
    assertThat(find(window(0, 0), 4).nothingStandsOut()).isTrue();
  }

  private static Window window(int fromMinute, int toMinute) {
    return new Window(
        HOUR.fromUnixNanos() + fromMinute * MINUTE, HOUR.fromUnixNanos() + toMinute * MINUTE);
  }

  private static RankedCauses find(Window broken, int seconds) {
    List<Flow> flows = record(broken, seconds);
    SearchPlan plan = SearchPlan.of(HOUR, OptionalLong.empty(), NamedBaseline.NONE);
    SlicedFacts facts = new SlicedFacts(plan.originUnixNanos(), plan.sliceNanos());
    flows.forEach(facts::add);
    return new CauseSearch(facts, List.of(), plan)
        .find(alternatives -> alternatives.stream().map(one -> ask(one, flows)).toList());
  }

  private static Unexplained ask(Alternative alternative, List<Flow> flows) {
    Unexplained answer = new Unexplained();
    Explaining question = alternative.question();
    flows.stream()
        .filter(flow -> alternative.incident().contains(flow.startUnixNanos()))
        .forEach(flow -> question.ask(flow, answer::add));
    return answer;
  }

  private static List<Flow> record(Window broken, int seconds) {
    Random random = new Random(7);
    List<Flow> flows = new ArrayList<>();
    for (long at = HOUR.fromUnixNanos(); at < HOUR.toUnixNanos(); at += seconds * SECOND) {
      boolean fails = broken.contains(at) && random.nextInt(4) > 0;
      long work = (20 + random.nextInt(20)) * 1_000_000L;
      List<FlowLog> logs = new ArrayList<>();
      logs.add(new FlowLog(at + 1, "shop", "1", "INFO order", false));
      if (fails) {
        logs.add(new FlowLog(at + 2 * work - 1, "stock", "3", "ERROR empty", true));
        logs.add(new FlowLog(at + 3 * work + 1, "shop", "1", "ERROR failed", true));
      }
      flows.add(
          Flow.of(
              String.format("%032x", at),
              List.of(
                  span("1", "", "shop", "order", at, at + 4 * work),
                  span("2", "1", "shop", "call", at + work, at + 3 * work),
                  span("3", "2", "stock", "reserve", at + work + 500_000, at + 2 * work)),
              logs));
    }
    return flows;
  }

  private static FlowSpan span(
      String id, String parent, String service, String operation, long from, long to) {
    return FlowSpan.plain(id, parent, service, service + "-1", operation, from, to);
  }
}
