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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether transactions were isolated as a level promises. Exact for read committed, read atomic and
 * causal where each value was written to a key once; for snapshot isolation and serializability
 * within a budget.
 *
 * <p>The order of sessions counts at the weak levels. At the strong ones it does where that is all
 * that is known of time, as in the literature on such histories; Jepsen's do without, unless the
 * level says so (strong session, strict: D. Daudjee and K. Salem 2004; P. Bailis and others 2013).
 *
 * <p>Missing operations: reads of values that nobody is known to have written are left out; what is
 * found on the rest is a violation of the whole history. Only a complete record lets such a read
 * itself be a violation.
 */
public final class Isolation {
  private static final List<Level> WEAK =
      List.of(Level.READ_COMMITTED, Level.READ_ATOMIC, Level.CAUSAL);
  private static final List<Level> STRONG = List.of(Level.SNAPSHOT_ISOLATION, Level.SERIALIZABLE);
  private static final Map<String, List<Level>> WITH_TIME =
      Map.of(
          Level.SNAPSHOT_ISOLATION.word(),
          List.of(Level.STRONG_SESSION_SNAPSHOT_ISOLATION, Level.STRONG_SNAPSHOT_ISOLATION),
          Level.SERIALIZABLE.word(),
          List.of(Level.STRONG_SESSION_SERIALIZABLE, Level.STRICT_SERIALIZABLE));

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
    ReadAnomalies reads = transactions.readAnomalies();
    if (!reads.found().isEmpty()) {
      return Verdict.violated(asked.word(), reads.found(), meter.steps());
    }
    if (reads.isDoubtful()) {
      return Verdict.unknown(
          asked.word(),
          meter.steps(),
          "a read was found wrong that a second check did not confirm; please report it");
    }
    return asked == Level.STRONGEST ? strongest() : check(asked).named(asked.word());
  }

  private Verdict check(Level asked) {
    TimeOrder usual = transactions.history().isTimed() ? TimeOrder.NONE : TimeOrder.SESSIONS;
    return switch (asked) {
      case READ_COMMITTED -> verdict(WeakLevel.READ_COMMITTED);
      case READ_ATOMIC -> verdict(WeakLevel.READ_ATOMIC);
      case CAUSAL -> verdict(WeakLevel.CAUSAL);
      case SNAPSHOT_ISOLATION -> verdict(StrongLevel.SNAPSHOT_ISOLATION, usual);
      case SERIALIZABLE -> verdict(StrongLevel.SERIALIZABLE, usual);
      case STRONG_SESSION_SNAPSHOT_ISOLATION ->
          verdict(StrongLevel.SNAPSHOT_ISOLATION, TimeOrder.SESSIONS);
      case STRONG_SESSION_SERIALIZABLE -> verdict(StrongLevel.SERIALIZABLE, TimeOrder.SESSIONS);
      case STRONG_SNAPSHOT_ISOLATION ->
          verdict(StrongLevel.SNAPSHOT_ISOLATION, TimeOrder.REAL_TIME);
      case STRICT_SERIALIZABLE -> verdict(StrongLevel.SERIALIZABLE, TimeOrder.REAL_TIME);
      case LINEARIZABLE,
          EVENTUAL,
          READ_YOUR_WRITES,
          MONOTONIC_READS,
          MONOTONIC_WRITES,
          WRITES_FOLLOW_READS,
          STRONGEST ->
          throw new IllegalArgumentException("Invalid level: " + asked + " is none of isolation");
    };
  }

  /**
   * The last level that holds, of all that were asked from the weakest on. Where sessions count at
   * the weak levels only, one of those may be violated and a strong one hold.
   */
  private Verdict strongest() {
    boolean timed = transactions.history().isTimed();
    List<Verdict> asked = untilOneIsBroken(WEAK);
    if (timed || asked.stream().allMatch(v -> v.conclusion() == Conclusion.HOLDS)) {
      asked.addAll(untilOneIsBroken(STRONG));
    }
    Verdict best = asked.get(0);
    for (Verdict verdict : asked) {
      best = verdict.conclusion() == Conclusion.HOLDS ? verdict : best;
    }
    Verdict said = best;
    for (Verdict other : asked) {
      if (!other.equals(best) && other.conclusion() != Conclusion.HOLDS) {
        said = said.because(other.said() + why(other));
      }
    }
    return timed && said.conclusion() == Conclusion.HOLDS ? withTime(said) : said;
  }

  private List<Verdict> untilOneIsBroken(List<Level> weakToStrong) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Level level : weakToStrong) {
      Verdict verdict = check(level).named(level.word());
      verdicts.add(verdict);
      if (verdict.conclusion() != Conclusion.HOLDS) {
        break;
      }
    }
    return verdicts;
  }

  /** How the level stands to the order of sessions and to real time. */
  private Verdict withTime(Verdict best) {
    Verdict said = best;
    for (Level stronger : WITH_TIME.getOrDefault(best.level(), List.of())) {
      Verdict next = check(stronger).named(stronger.word());
      said = said.because(next.said() + why(next));
    }
    return said;
  }

  private static String why(Verdict verdict) {
    return verdict.anomalies().isEmpty()
        ? (verdict.reason().isEmpty() ? "" : " (" + verdict.reason() + ")")
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

  private Verdict verdict(StrongLevel level, TimeOrder time) {
    if (time == TimeOrder.REAL_TIME && !transactions.history().isTimed()) {
      return Verdict.notCheckable(
          level.level().word(), "it does not say when transactions began and ended");
    }
    StrongIsolation strong = new StrongIsolation(transactions, level, time, meter);
    Optional<Verdict> decided = strong.byDependencies();
    if (decided.isPresent()) {
      return withCaveat(decided.get());
    }
    Optional<Anomaly> twice = ReadAtomic.nonRepeatableRead(transactions);
    if (twice.isPresent()) {
      return Verdict.violated(level.level().word(), List.of(twice.get()), meter.steps());
    }
    if (time != TimeOrder.SESSIONS) {
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
