package io.distributeddebug.topology;

import io.distributeddebug.statistics.LogLinearHistogram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the contract of a dependency differs between two windows, beyond chance: what is asked that
 * was not asked before, what is no longer asked, answers by status, sizes of bodies.
 */
public final class ContractDrift {
  /** So many calls are to be expected, for their absence to mean something. */
  private static final double LEAST_EXPECTED = 10;

  private static final long LEAST_SIZES = 30;
  private static final double LEAST_SIZE_FACTOR = 1.5;
  private static final double LEAST_SHARE = 0.01;
  private static final double LEAST_DEVIATIONS = 4;

  private ContractDrift() {}

  /** What differs. */
  public enum Kind {
    /** Asked in the incident window only. */
    NEW("new"),
    /** Asked in the baseline only. */
    GONE("gone"),
    /** Another share of the calls is answered so. */
    STATUS("status"),
    REQUEST_SIZE("request_size"),
    RESPONSE_SIZE("response_size");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /**
   * One difference.
   *
   * @param exchange of STATUS only its status; of the others without
   * @param baseline calls, of STATUS their share, of sizes the median in bytes
   * @param incident the same
   * @param trace of the incident window where it is in there, else of the baseline
   */
  public record Change(
      Kind kind, Exchange exchange, double baseline, double incident, String trace) {}

  /** The differences, by kind. Empty where one of the windows has no calls. */
  public static List<Change> between(Contract baseline, Contract incident) {
    List<Change> changes = new ArrayList<>();
    if (baseline.calls() > 0 && incident.calls() > 0) {
      comings(baseline, incident, changes);
      statuses(baseline, incident, changes);
      sizes(baseline, incident, changes);
    }
    changes.sort(Comparator.comparing(Change::kind).thenComparing(Change::exchange));
    return List.copyOf(changes);
  }

  private static void comings(Contract baseline, Contract incident, List<Change> changes) {
    SortedMap<Exchange, Contract.Counts> before = baseline.withoutStatuses();
    SortedMap<Exchange, Contract.Counts> during = incident.withoutStatuses();
    double growth = (double) incident.calls() / baseline.calls();
    during.forEach(
        (exchange, counts) -> {
          if (!before.containsKey(exchange) && counts.calls() / growth >= LEAST_EXPECTED) {
            changes.add(new Change(Kind.NEW, exchange, 0, counts.calls(), counts.trace()));
          }
        });
    before.forEach(
        (exchange, counts) -> {
          if (!during.containsKey(exchange) && counts.calls() * growth >= LEAST_EXPECTED) {
            changes.add(new Change(Kind.GONE, exchange, counts.calls(), 0, counts.trace()));
          }
        });
  }

  private static void statuses(Contract baseline, Contract incident, List<Change> changes) {
    SortedMap<Exchange, Contract.Counts> before = baseline.byStatus();
    SortedMap<Exchange, Contract.Counts> during = incident.byStatus();
    TreeSet<Exchange> all = new TreeSet<>(before.keySet());
    all.addAll(during.keySet());
    Contract.Counts none = new Contract.Counts();
    for (Exchange status : all) {
      Contract.Counts one = before.getOrDefault(status, none);
      Contract.Counts other = during.getOrDefault(status, none);
      double share = (double) one.calls() / baseline.calls();
      double now = (double) other.calls() / incident.calls();
      if (Math.abs(now - share) >= LEAST_SHARE
          && deviations(one.calls(), baseline.calls(), other.calls(), incident.calls())
              >= LEAST_DEVIATIONS) {
        String trace = other.trace().isEmpty() ? one.trace() : other.trace();
        changes.add(new Change(Kind.STATUS, status, share, now, trace));
      }
    }
  }

  /** Of two shares, as if they were one (two-proportion z-test). */
  private static double deviations(long one, long ofOne, long other, long ofOther) {
    double pooled = (double) (one + other) / (ofOne + ofOther);
    double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / ofOne + 1.0 / ofOther));
    return error == 0 ? 0 : Math.abs((double) one / ofOne - (double) other / ofOther) / error;
  }

  private static void sizes(Contract baseline, Contract incident, List<Change> changes) {
    TreeMap<Exchange, Contract.Counts> before = new TreeMap<>(baseline.withoutStatuses());
    incident
        .withoutStatuses()
        .forEach(
            (exchange, counts) -> {
              Contract.Counts other = before.get(exchange);
              if (other != null) {
                size(
                        Kind.REQUEST_SIZE,
                        exchange,
                        other.requestBytes(),
                        counts.requestBytes(),
                        counts)
                    .ifPresent(changes::add);
                size(
                        Kind.RESPONSE_SIZE,
                        exchange,
                        other.responseBytes(),
                        counts.responseBytes(),
                        counts)
                    .ifPresent(changes::add);
              }
            });
  }

  private static Optional<Change> size(
      Kind kind,
      Exchange exchange,
      LogLinearHistogram before,
      LogLinearHistogram during,
      Contract.Counts counts) {
    if (before.count() < LEAST_SIZES || during.count() < LEAST_SIZES) {
      return Optional.empty();
    }
    double one = before.quantile(0.5);
    double other = during.quantile(0.5);
    boolean differs = Math.max(one, other) > LEAST_SIZE_FACTOR * Math.max(1, Math.min(one, other));
    return differs
        ? Optional.of(new Change(kind, exchange, one, other, counts.trace()))
        : Optional.empty();
  }
}
