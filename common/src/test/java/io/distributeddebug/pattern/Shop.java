package io.distributeddebug.pattern;

import io.distributeddebug.latency.Slices;
import io.distributeddebug.latency.TimedTrace;
import io.distributeddebug.latency.TrafficBySlice;
import io.distributeddebug.latency.TrafficComparison;
import io.distributeddebug.logs.TemplateCount;
import io.distributeddebug.statistics.MetricSeries;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A gateway that calls a payment service, ten minutes of baseline and two of incident; each request
 * as the test's behaviour makes it.
 */
final class Shop {
  static final long SECOND = 1_000_000_000L;
  static final Window BASELINE = new Window(0, 600 * SECOND);
  static final Window INCIDENT = new Window(600 * SECOND, 720 * SECOND);

  private final TrafficBySlice traffic = new TrafficBySlice(Slices.of(List.of(BASELINE), INCIDENT));
  private final List<TemplateCount> templates = new ArrayList<>();
  private final List<MetricSeries> metrics = new ArrayList<>();
  private final List<ImpossibleCalls> impossible = new ArrayList<>();
  private int traces;
  private double weight = 1;
  private boolean paymentIsLost;

  /** What one request does. */
  record Behaviour(
      long selfMillis,
      boolean fails,
      boolean callsPayment,
      boolean timesOut,
      boolean retries,
      String version) {
    static Behaviour healthy() {
      return new Behaviour(20, false, true, false, false, "v1");
    }

    Behaviour slower(long millis) {
      return new Behaviour(millis, fails, callsPayment, timesOut, retries, version);
    }

    Behaviour failing() {
      return new Behaviour(selfMillis, true, callsPayment, timesOut, retries, version);
    }

    Behaviour withoutPayment() {
      return new Behaviour(selfMillis, fails, false, timesOut, retries, version);
    }

    Behaviour timingOut() {
      return new Behaviour(selfMillis, fails, callsPayment, true, retries, version);
    }

    Behaviour retrying() {
      return new Behaviour(selfMillis, fails, callsPayment, timesOut, true, version);
    }

    Behaviour of(String newVersion) {
      return new Behaviour(selfMillis, fails, callsPayment, timesOut, retries, newVersion);
    }
  }

  /** Chooses what the request with this random source does. */
  interface Choice {
    Behaviour of(Random random);
  }

  /** Requests at the even rate of so many a second. */
  /** From here on only one request of so many is recorded, and says so. */
  Shop sampled(double oneOf) {
    weight = oneOf;
    return this;
  }

  /** From here on payment works, and none of its spans arrives. */
  Shop losingPayment() {
    paymentIsLost = true;
    return this;
  }

  Shop requests(Window window, double perSecond, long seed, Choice choice) {
    Random random = new Random(seed);
    long step = (long) (SECOND / perSecond * weight);
    for (long at = window.fromUnixNanos(); at < window.toUnixNanos(); at += step) {
      add(at, choice.of(random), random);
    }
    return this;
  }

  private void add(long at, Behaviour does, Random random) {
    long ms = 1_000_000;
    long self = does.selfMillis() * ms + (long) (random.nextDouble() * 5 * ms);
    TimedTrace trace = new TimedTrace();
    trace.begin("%032x".formatted(++traces));
    trace.add(
        span(
            0, "gateway", does.version(), "/checkout", "SERVER", at, self + 10 * ms, does.fails()));
    if (does.callsPayment()) {
      long callAt = at + self / 2;
      trace.add(
          new TimedTrace.Row(
              1,
              "gateway",
              "gateway-1",
              does.version(),
              "call payment",
              "CLIENT",
              callAt,
              10 * ms,
              does.timesOut(),
              does.timesOut() ? "deadline exceeded" : "",
              "payment",
              paymentIsLost ? "external" : "service",
              does.retries() ? 1 : 0,
              false,
              weight));
      if (paymentIsLost) {
        traffic.add(trace);
        return;
      }
      trace.add(span(2, "payment", "v1", "/charge", "SERVER", callAt + ms, 8 * ms, false));
    }
    traffic.add(trace);
  }

  private TimedTrace.Row span(
      int depth,
      String service,
      String version,
      String operation,
      String kind,
      long at,
      long nanos,
      boolean isError) {
    return new TimedTrace.Row(
        depth,
        service,
        service + "-1",
        version,
        operation,
        kind,
        at,
        nanos,
        isError,
        "",
        "",
        "",
        0,
        false,
        weight);
  }

  Shop template(TemplateCount count) {
    templates.add(count);
    return this;
  }

  Shop metric(MetricSeries series) {
    metrics.add(series);
    return this;
  }

  Shop impossible(ImpossibleCalls calls) {
    impossible.add(calls);
    return this;
  }

  Observations observations() {
    return new Observations(
        TrafficComparison.of(traffic), templates, metrics, BASELINE, 1, impossible);
  }
}
