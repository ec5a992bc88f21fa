package io.distributeddebug.jobs.topology;

import io.distributeddebug.topology.Contract;
import io.distributeddebug.topology.DependencyKey;
import io.distributeddebug.topology.Exchange;
import io.distributeddebug.trace.Call;
import io.distributeddebug.trace.Calls;
import io.distributeddebug.trace.Latencies;
import io.distributeddebug.trace.LatencyComparison;
import io.distributeddebug.trace.Trace;
import java.io.Serializable;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** The contract of each dependency in two windows, or in one. Merging is exact, in any order. */
public final class Contracts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TreeMap<DependencyKey, Contract> baseline = new TreeMap<>();
  private final TreeMap<DependencyKey, Contract> incident = new TreeMap<>();

  /** What one span says of the exchange that it was part of; sizes in bytes, below 0: unknown. */
  record Said(Exchange exchange, long requestBytes, long responseBytes) implements Serializable {}

  /** Counts the calls of a trace, each in the window that it began in. */
  void add(Trace trace, Detail detail, Latencies.Windows windows, IntFunction<Said> said) {
    for (Call call : Calls.of(trace)) {
      Optional<LatencyComparison.Window> window = windows.of(trace.startNanos(call.span()));
      if (window.isPresent()) {
        Said of = said.apply(call.span());
        in(window.get())
            .computeIfAbsent(TraceDependencies.key(call, detail), key -> new Contract())
            .add(of.exchange(), trace.id(), call.isError(), of.requestBytes(), of.responseBytes());
      }
    }
  }

  private SortedMap<DependencyKey, Contract> in(LatencyComparison.Window window) {
    return window == LatencyComparison.Window.BASELINE ? baseline : incident;
  }

  /** Adds the other's to these, and returns these. */
  Contracts merge(Contracts other) {
    for (LatencyComparison.Window window : LatencyComparison.Window.values()) {
      other
          .in(window)
          .forEach(
              (key, added) -> in(window).computeIfAbsent(key, k -> new Contract()).merge(added));
    }
    return this;
  }

  /** Of the window, by dependency. */
  public SortedMap<DependencyKey, Contract> of(LatencyComparison.Window window) {
    return Collections.unmodifiableSortedMap(in(window));
  }
}
