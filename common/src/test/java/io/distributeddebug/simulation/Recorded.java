package io.distributeddebug.simulation;

import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All that a simulation recorded, and questions to it. */
final class Recorded implements Recording {
  /** Half an hour of about 50 requests a minute. */
  static final SimulationSettings HALF_AN_HOUR =
      SimulationSettings.DEFAULTS.withDuration(Duration.ofMinutes(30)).withSpans(32_000);

  final List<Span> spans = new ArrayList<>();
  final List<LogRecord> logs = new ArrayList<>();
  final List<MetricPoint> points = new ArrayList<>();

  static Recorded of(SimulationSettings settings) {
    Recorded recorded = new Recorded();
    ShopSimulation simulation = new ShopSimulation(settings);
    simulation.parts().forEach(part -> simulation.run(part, recorded));
    return recorded;
  }

  static Recorded with(String fault) {
    return of(HALF_AN_HOUR.withFaults(List.of(fault)));
  }

  static InjectedFault truthOf(String fault) {
    return new ShopSimulation(HALF_AN_HOUR.withFaults(List.of(fault))).truth().faults().get(0);
  }

  @Override
  public void span(Span span) {
    spans.add(span);
  }

  @Override
  public void log(LogRecord log) {
    logs.add(log);
  }

  @Override
  public void metric(MetricPoint point) {
    points.add(point);
  }

  /** Spans that begin in the window. */
  Stream<Span> spans(Window window, Predicate<Span> which) {
    return spans.stream().filter(span -> window.contains(span.startUnixNanos())).filter(which);
  }

  /** Spans that begin outside the window. */
  Stream<Span> otherSpans(Window window, Predicate<Span> which) {
    return spans.stream().filter(span -> !window.contains(span.startUnixNanos())).filter(which);
  }

  static Predicate<Span> of(String service, SpanKind kind) {
    return span -> span.resource().service().equals(service) && span.kind() == kind;
  }

  static Predicate<Span> to(String peer) {
    return span -> span.attributes().get("peer.service").orElse("").equals(peer);
  }

  static double medianMillis(Stream<Span> spans) {
    long[] sorted = spans.mapToLong(Span::durationNanos).sorted().toArray();
    return sorted[sorted.length / 2] / 1e6;
  }

  /** Mean of a metric of an instance or pool inside the window. */
  double mean(String metric, Window window, Predicate<MetricPoint> which) {
    return points.stream()
        .filter(point -> point.name().equals(metric) && window.contains(point.unixNanos()))
        .filter(which)
        .mapToDouble(MetricPoint::value)
        .average()
        .orElseThrow();
  }
}
