package io.distributeddebug.state.check;

import java.util.List;
import java.util.function.Consumer;

/** Looks for one kind of broken promise in a group of operations. */
public interface StateCheck {
  /** Kind of its findings, kebab-case. */
  String kind();

  Grouping grouping();

  /** What telemetry must have for it, in words. */
  String needs();

  /** What to do where it was found. */
  String advice();

  /** Whether the group has what it needs. */
  boolean isCheckable(EventGroup group, CheckScope scope);

  void check(EventGroup group, CheckScope scope, Consumer<StateFinding> findings);

  /** All there are. */
  static List<StateCheck> standard() {
    return List.of(
        new StaleReads(),
        new Divergence(),
        new VersionForks(),
        new LostUpdates(),
        new IllegalTransitions(),
        new LockViolations(),
        new SplitBrain(),
        new StaleLeaderWrites(),
        new DuplicateDeliveries(),
        new LostMessages(),
        new OutOfOrder(),
        new UncompensatedSagas(),
        new Deadlocks());
  }
}
