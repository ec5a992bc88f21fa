package io.distributeddebug.topology;

import io.distributeddebug.statistics.LogLinearHistogram;
import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What one end of a dependency asks of the other, and how often. Merging is exact, in any order, up
 * to the limit of different exchanges.
 */
public final class Contract implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of more, routes are not told apart. */
  private static final int MOST_EXCHANGES = 1_000;

  private static final String OTHER_ROUTES = "(other routes)";

  private final TreeMap<Exchange, Counts> exchanges = new TreeMap<>();

  /** How often, with which sizes, and a trace that shows it. */
  public static final class Counts implements Serializable {
    private static final long serialVersionUID = 1L;

    private long calls;
    private long errors;
    private String trace = "";
    private final LogLinearHistogram requestBytes = new LogLinearHistogram();
    private final LogLinearHistogram responseBytes = new LogLinearHistogram();

    /** Takes the smallest trace id, so that order does not matter. */
    private void add(Counts other) {
      calls += other.calls;
      errors += other.errors;
      if (trace.isEmpty() || (!other.trace.isEmpty() && other.trace.compareTo(trace) < 0)) {
        trace = other.trace;
      }
      requestBytes.merge(other.requestBytes);
      responseBytes.merge(other.responseBytes);
    }

    public long calls() {
      return calls;
    }

    public long errors() {
      return errors;
    }

    /** A trace with such a call. */
    public String trace() {
      return trace;
    }

    /** Of the calls that tell it. */
    public LogLinearHistogram requestBytes() {
      return requestBytes;
    }

    /** Of the calls that tell it. */
    public LogLinearHistogram responseBytes() {
      return responseBytes;
    }
  }

  /**
   * Counts one call.
   *
   * @param requestBytes below 0: not known
   * @param responseBytes below 0: not known
   */
  public void add(
      Exchange exchange, String traceId, boolean isError, long requestBytes, long responseBytes) {
    Counts one = new Counts();
    one.calls = 1;
    one.errors = isError ? 1 : 0;
    one.trace = traceId;
    if (requestBytes >= 0) {
      one.requestBytes.add(requestBytes);
    }
    if (responseBytes >= 0) {
      one.responseBytes.add(responseBytes);
    }
    add(exchange, one);
  }

  private void add(Exchange exchange, Counts counts) {
    Exchange known =
        exchanges.size() < MOST_EXCHANGES || exchanges.containsKey(exchange)
            ? exchange
            : new Exchange(exchange.protocol(), exchange.method(), OTHER_ROUTES, exchange.status());
    exchanges.computeIfAbsent(known, key -> new Counts()).add(counts);
  }

  /** Adds the other's. */
  public void merge(Contract other) {
    other.exchanges.forEach(this::add);
  }

  /** Each exchange, its status included. */
  public SortedMap<Exchange, Counts> exchanges() {
    return Collections.unmodifiableSortedMap(exchanges);
  }

  public long calls() {
    return exchanges.values().stream().mapToLong(Counts::calls).sum();
  }

  /** The same with exchanges that differ in their status as one. */
  SortedMap<Exchange, Counts> withoutStatuses() {
    return by(Exchange::withoutStatus);
  }

  /** The same by status alone. */
  SortedMap<Exchange, Counts> byStatus() {
    return by(exchange -> new Exchange("", "", "", exchange.status()));
  }

  private SortedMap<Exchange, Counts> by(UnaryOperator<Exchange> what) {
    TreeMap<Exchange, Counts> sums = new TreeMap<>();
    exchanges.forEach(
        (exchange, counts) ->
            sums.computeIfAbsent(what.apply(exchange), key -> new Counts()).add(counts));
    return sums;
  }
}
