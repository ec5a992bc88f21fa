package io.distributeddebug.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import io.distributeddebug.telemetry.Window;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultsTest {
  static List<String> names() {
    return Faults.all().stream().map(Fault::name).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFaultFindsATargetForEverySeedAndLiesInsideTheRun(String name) {
    for (long seed = 1; seed <= 40; seed++) {
      SimulationSettings settings =
          SimulationSettings.DEFAULTS.withSeed(seed).withFaults(List.of(name));
      InjectedFault truth = new ShopSimulation(settings).truth().faults().get(0);
      assertThat(truth.kind()).isEqualTo(Faults.named(name).kind());
      assertThat(truth.affected()).isNotEmpty();
      assertThat(settings.window().contains(truth.window().fromUnixNanos())).isTrue();
      assertThat(settings.window().contains(truth.window().toUnixNanos())).isTrue();
    }
  }

  @Test
  void callersOfASlowDatabaseWaitAndTimeOut() {
    InjectedFault truth = Recorded.truthOf("slow-database");
    Recorded recorded = Recorded.with("slow-database");
    Window window = truth.window();
    Predicate<Span> queries = Recorded.to(truth.service());
    assertThat(Recorded.medianMillis(recorded.spans(window, queries)))
        .isGreaterThan(20 * Recorded.medianMillis(recorded.otherSpans(window, queries)));
    Predicate<Span> timeouts =
        span -> span.attributes().get("error.type").orElse("").equals("timeout");
    assertThat(recorded.spans(window, timeouts).count())
        .isGreaterThan(5 + recorded.otherSpans(window, timeouts).count());
  }

  @Test
  void theExceptionComesWithANewVersionAndGoesWithIt() {
    InjectedFault truth = Recorded.truthOf("exception-after-deploy");
    Recorded recorded = Recorded.with("exception-after-deploy");
    Predicate<Span> failed =
        Recorded.of(truth.service(), SpanKind.SERVER)
            .and(span -> span.name().equals(truth.operation().orElseThrow()))
            .and(span -> span.status() == StatusCode.ERROR);
    List<String> versionsOfFailures =
        recorded
            .spans(truth.window(), failed)
            .map(span -> span.resource().version())
            .distinct()
            .toList();
    assertThat(recorded.spans(truth.window(), failed).count()).isGreaterThan(10);
    assertThat(recorded.otherSpans(truth.window(), failed).count()).isLessThan(5);
    assertThat(versionsOfFailures).hasSize(1);
    assertThat(recorded.otherSpans(truth.window(), Recorded.of(truth.service(), SpanKind.SERVER)))
        .noneMatch(span -> span.resource().version().equals(versionsOfFailures.get(0)));
    assertThat(recorded.spans(truth.window(), failed))
        .allMatch(span -> span.events().get(0).name().equals("exception"));
  }

  @Test
  void networkDelayIsSeenByTheCallersAndNotByTheCallee() {
    InjectedFault truth = Recorded.truthOf("network-delay");
    Recorded recorded = Recorded.with("network-delay");
    Predicate<Span> callers =
        span ->
            span.kind() == SpanKind.CLIENT
                && span.attributes().get("server.address").orElse("").equals(truth.service());
    assertThat(Recorded.medianMillis(recorded.spans(truth.window(), callers)))
        .isGreaterThan(100 + Recorded.medianMillis(recorded.otherSpans(truth.window(), callers)));
  }

  @Test
  void oneInstanceHasHardlyAnyProcessorLeft() {
    InjectedFault truth = Recorded.truthOf("cpu-contention");
    Recorded recorded = Recorded.with("cpu-contention");
    String instance = truth.instance().orElseThrow();
    assertThat(
            recorded.mean(
                "process.cpu.utilization",
                truth.window(),
                point -> point.resource().instance().equals(instance)))
        .isGreaterThan(0.9);
    assertThat(
            recorded.mean(
                "process.cpu.utilization",
                truth.window(),
                point -> !point.resource().instance().equals(instance)))
        .isLessThan(0.3);
  }

  @Test
  void anExhaustedPoolMakesHandlersWaitWhileTheDatabaseIsFast() {
    InjectedFault truth = Recorded.truthOf("pool-exhaustion");
    Recorded recorded = Recorded.with("pool-exhaustion");
    String pool = truth.resource().orElseThrow().replaceFirst("^pool:", "");
    assertThat(
            recorded.mean(
                "db.client.connection.pending_requests",
                truth.window(),
                point ->
                    point.resource().service().equals(truth.service())
                        && point
                            .attributes()
                            .get("db.client.connection.pool.name")
                            .orElse("")
                            .equals(pool)))
        .isGreaterThan(0.05);
    assertThat(
            recorded.logs.stream()
                .filter(log -> log.resource().service().equals(truth.service()))
                .filter(log -> log.body().contains("Connection is not available")))
        .hasSizeGreaterThan(10);
    Predicate<Span> queries = Recorded.to(pool.replaceFirst("-pool$", ""));
    assertThat(Recorded.medianMillis(recorded.spans(truth.window(), queries))).isLessThan(20);
  }

  @Test
  void aRetryStormMultipliesTheCallsAndFailsUpwards() {
    InjectedFault truth = Recorded.truthOf("retry-storm");
    Recorded recorded = Recorded.with("retry-storm");
    Predicate<Span> repeated =
        Recorded.of(truth.service(), SpanKind.CLIENT)
            .and(
                span ->
                    span.attributes().get("http.request.resend_count").isPresent()
                        || span.attributes().get("error.type").orElse("").equals("timeout"));
    long during = recorded.spans(truth.window(), repeated).count();
    assertThat(during)
        .isGreaterThan(20 + 10 * recorded.otherSpans(truth.window(), repeated).count());
  }

  @Test
  void aWrongEarlyReturnSaysOkAndLeavesOutWhatShouldFollow() {
    InjectedFault truth = Recorded.truthOf("wrong-result");
    Recorded recorded = Recorded.with("wrong-result");
    Predicate<Span> runs =
        Recorded.of(truth.service(), SpanKind.SERVER)
            .and(span -> span.name().equals(truth.operation().orElseThrow()));
    assertThat(childrenOf(recorded, truth.window(), runs))
        .isLessThan(0.75 * childrenOf(recorded, before(truth.window()), runs));
    assertThat(
            recorded.spans(truth.window(), runs).filter(span -> span.status() == StatusCode.ERROR))
        .hasSizeLessThan(3);
  }

  @Test
  void anUnknownFaultIsAnsweredWithThoseThereAre() {
    assertThatThrownBy(() -> Faults.named("slow"))
        .hasMessage(
            "Cannot find fault 'slow': there are slow-database, exception-after-deploy,"
                + " network-delay, cpu-contention, pool-exhaustion, retry-storm, wrong-result");
  }

  private static Window before(Window window) {
    return new Window(Recorded.HALF_AN_HOUR.window().fromUnixNanos(), window.fromUnixNanos());
  }

  /** Spans under a run, on average. */
  private static double childrenOf(Recorded recorded, Window window, Predicate<Span> runs) {
    List<String> ids = recorded.spans(window, runs).map(Span::spanId).toList();
    Set<String> known = new HashSet<>(ids);
    long children =
        recorded.spans.stream().filter(span -> known.contains(span.parentSpanId())).count();
    return children / (double) ids.size();
  }
}
