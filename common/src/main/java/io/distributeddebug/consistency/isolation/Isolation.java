package io.distributeddebug.consistency.isolation;

import io.distributeddebug.consistency.Anomaly;
import io.distributeddebug.consistency.Budget;
import io.distributeddebug.consistency.Completeness;
import io.distributeddebug.consistency.Conclusion;
import io.distributeddebug.consistency.Level;
import io.distributeddebug.consistency.Meter;
import io.distributeddebug.consistency.Verdict;
import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Whether transactions were isolated as a level promises. Exact for read committed, read atomic and
 * causal where each value was written to a key once; for snapshot isolation and serializability
 * within a budget.
 *
 * <p>The order of sessions counts at the weak levels. At the strong ones it does where that is all
 * that is known of time, as in the literature on such histories; Jepsen's do without.
 *
 * <p>Missing operations: reads of values that nobody is known to have written are left out; what is
 * found on the rest is a violation of the whole history. Only a complete record lets such a read
 * itself be a violation.
 */
public final class Isolation {
  private final Transactions transactions;
  private final Meter meter;

  private Isolation(History history, Completeness completeness, Budget budget) {
    this.transactions = TransactionReader.read(history, completeness);
    this.meter = new Meter(budget);
    meter.add(history.operations());
  }

  public static Verdict check(
      History history, Level level, Completeness completeness, Budget budget) {
    return obstacle(history)
        .map(missing -> Verdict.notCheckable(level.word(), missing))
        .orElseGet(() -> new Isolation(history, completeness, budget).verdict(level));
  }

  private static Optional<String> obstacle(History history) {
    boolean texts = false;
    boolean appends = false;
    for (int o = 0; o < history.operations(); o++) {
      OperationKind kind = history.kind(o);
      if (!kind.isRead() && !Writers.isWrite(kind)) {
        return Optional.of("'" + history.text(o) + "' is no read, write or append");
      }
      texts |= kind == OperationKind.READ && history.value(o) != History.NIL;
      appends |= kind == OperationKind.APPEND;
    }
    return texts && appends
        ? Optional.of("reads of what is appended to have to return lists")
        : Optional.empty();
  }

  private Verdict verdict(Level asked) {
    List<Anomaly> reads = transactions.readAnomalies();
    if (!reads.isEmpty()) {
      return Verdict.violated(asked.word(), reads, meter.steps());
    }
    return switch (asked) {
      case READ_COMMITTED -> verdict(WeakLevel.READ_COMMITTED);
      case READ_ATOMIC -> verdict(WeakLevel.READ_ATOMIC);
      case CAUSAL -> verdict(WeakLevel.CAUSAL);
      case SNAPSHOT_ISOLATION -> verdict(StrongLevel.SNAPSHOT_ISOLATION);
      case SERIALIZABLE -> verdict(StrongLevel.SERIALIZABLE);
      case STRONGEST -> strongest();
      case LINEARIZABLE ->
          throw new IllegalArgumentException("Invalid level: " + asked + " is none of isolation");
    };
  }

  /** The verdict on the last level that holds, of all that were asked from the weakest on. */
  private Verdict strongest() {
    Verdict last = verdict(WeakLevel.READ_COMMITTED);
    List<Supplier<Verdict>> stronger =
        List.of(
            () -> verdict(WeakLevel.READ_ATOMIC),
            () -> verdict(WeakLevel.CAUSAL),
            () -> verdict(StrongLevel.SNAPSHOT_ISOLATION),
            () -> verdict(StrongLevel.SERIALIZABLE));
    for (Supplier<Verdict> level : stronger) {
      if (last.conclusion() != Conclusion.HOLDS) {
        return last;
      }
      Verdict next = level.get();
      if (next.conclusion() != Conclusion.HOLDS) {
        return last.because(next.level() + " is " + next.conclusion().word() + why(next));
      }
      last = next;
    }
    return last;
  }

  private static String why(Verdict verdict) {
    return verdict.anomalies().isEmpty()
        ? " (" + verdict.reason() + ")"
        : " ("
            + verdict.anomalies().stream()
                .map(Anomaly::kind)
                .distinct()
                .collect(Collectors.joining(", "))
            + ")";
  }

  private Verdict verdict(WeakLevel level) {
    return withCaveat(WeakIsolation.check(transactions, level, meter).verdict());
  }

  private Verdict verdict(StrongLevel level) {
    boolean timed = transactions.history().isTimed();
    StrongIsolation strong =
        new StrongIsolation(
            transactions, level, timed ? SessionOrder.IGNORED : SessionOrder.COUNTS, meter);
    Optional<Verdict> decided = strong.byDependencies();
    if (decided.isPresent()) {
      return withCaveat(decided.get());
    }
    Optional<Anomaly> twice = ReadAtomic.nonRepeatableRead(transactions);
    if (twice.isPresent()) {
      return Verdict.violated(level.level().word(), List.of(twice.get()), meter.steps());
    }
    if (timed) {
      return withCaveat(strong.search(new CommitGraph(transactions.size())));
    }
    WeakIsolation.Result causal = WeakIsolation.check(transactions, WeakLevel.CAUSAL, meter);
    return causal.verdict().conclusion() == Conclusion.VIOLATED
        ? Verdict.violated(level.level().word(), causal.verdict().anomalies(), meter.steps())
        : withCaveat(strong.search(causal.graph()));
  }

  private Verdict withCaveat(Verdict verdict) {
    return transactions.unexplained() == 0 || verdict.conclusion() == Conclusion.VIOLATED
        ? verdict
        : verdict.because(
            String.format(
                Locale.ROOT,
                "%,d reads are of values that no recorded transaction, or more than one, wrote;"
                    + " they were left out",
                transactions.unexplained()));
  }
}
