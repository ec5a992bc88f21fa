package io.distributeddebug.state.check;

import io.distributeddebug.causality.ClockBounds;
import io.distributeddebug.causality.ClockCorrection;
import io.distributeddebug.simulation.Recording;
import io.distributeddebug.simulation.state.StateFault;
import io.distributeddebug.simulation.state.StateSimulation;
import io.distributeddebug.simulation.state.StateTruth;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.extract.ExtractionReport;
import io.distributeddebug.state.extract.StateExtractor;
import io.distributeddebug.state.extract.StateMapping;
import io.distributeddebug.state.extract.StateMappingReader;
import io.distributeddebug.state.extract.TraceSignals;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.trace.TraceBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A run of the small system, and what is found in what it recorded. */
public record SimulatedState(StateTruth truth, List<StateEvent> events, StateReview review) {
  public static final StateMapping MAPPING =
      StateMappingReader.read("simulation", StateSimulation.MAPPING);

  public static SimulatedState of(long seed, Set<StateFault> faults) {
    return of(seed, faults, trace -> true);
  }

  /** Of the traces that are kept, by trace id. */
  public static SimulatedState of(long seed, Set<StateFault> faults, Predicate<String> kept) {
    StateSimulation simulation =
        new StateSimulation(
            seed, 400, Instant.parse("2026-01-05T08:00:00Z"), Duration.ofMinutes(30), faults);
    Map<String, List<Span>> traces = new TreeMap<>();
    List<LogRecord> logs = new ArrayList<>();
    StateTruth truth =
        simulation.run(
            new Recording() {
              @Override
              public void span(Span span) {
                if (kept.test(span.traceId())) {
                  traces.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span);
                }
              }

              @Override
              public void log(LogRecord log) {
                logs.add(log);
              }

              @Override
              public void metric(MetricPoint point) {}
            });
    traces.put("", List.of());
    ClockBounds bounds = new ClockBounds();
    TraceBuilder builder = new TraceBuilder();
    for (List<Span> spans : traces.values()) {
      builder.start(1, 1);
      spans.forEach(builder::add);
      bounds.add(builder.build());
    }
    ClockCorrection clocks = ClockCorrection.of(bounds.offsets());
    StateExtractor extractor = new StateExtractor(MAPPING);
    List<StateEvent> events = new ArrayList<>();
    traces.forEach(
        (id, spans) ->
            extractor.extract(
                new TraceSignals(spans, id.isEmpty() ? logs : List.of()),
                new ExtractionReport(),
                event -> {
                  ClockCorrection.Reading clock =
                      clocks.at(event.actor().host(), event.interval().invokeUnixNanos());
                  events.add(event.onClock(clock.offsetNanos(), clock.uncertaintyNanos()));
                }));
    return new SimulatedState(
        truth, events, review(events, new CheckScope(MAPPING, simulation.window().toUnixNanos())));
  }

  static StateReview review(List<StateEvent> events, CheckScope scope) {
    StateReview review = new StateReview();
    for (Grouping grouping : Grouping.values()) {
      Map<String, List<StateEvent>> groups = new TreeMap<>();
      for (StateEvent event : events) {
        String key = grouping.key(event);
        if (!key.isEmpty()) {
          groups.computeIfAbsent(key, none -> new ArrayList<>()).add(event);
        }
      }
      groups
          .values()
          .forEach(
              group -> review.look(StateCheck.standard(), grouping, new EventGroup(group), scope));
    }
    return review;
  }
}
