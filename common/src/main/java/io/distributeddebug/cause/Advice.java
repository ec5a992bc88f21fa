package io.distributeddebug.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What to look at and what to do about each kind of cause. */
final class Advice {
  private Advice() {}

  static String name(CauseKind kind) {
    return switch (kind) {
      case CPU -> "its cpu is exhausted";
      case MEMORY -> "its memory is exhausted";
      case DISK -> "its disk is exhausted";
      case NETWORK_DELAY -> "the network around it is slow";
      case EXCEPTION -> "its code fails";
      case WRONG_RESULT -> "it takes another path than usual";
      case SLOW_CODE -> "its own code is slow";
      case SLOW_DEPENDENCY -> "it answers slowly";
      case POOL_EXHAUSTION -> "its pool is exhausted";
      case RETRY_STORM -> "it repeats failed calls";
      default -> "something changed in it";
    };
  }

  static List<String> toCheck(Clue clue) {
    String subject = clue.subject();
    return switch (clue.kind()) {
      case CPU, MEMORY, DISK ->
          List.of(
              "What else runs on the node of " + clue.instance() + ".",
              "Whether the load on " + subject + " grew at the same time.");
      case NETWORK_DELAY ->
          List.of(
              "Packet loss and latency between " + subject + " and its " + clue.where() + ".",
              "Queues in front of " + subject + ": proxies, thread pools, connection limits.");
      case SLOW_DEPENDENCY ->
          List.of("Slow queries, locks and load of " + subject + " in the incident window.");
      case EXCEPTION, WRONG_RESULT ->
          List.of(
              "The code between " + clue.where() + ".",
              "The example traces, from the first changed step on.");
      case SLOW_CODE -> List.of("A profile of " + subject + " in " + clue.where() + ".");
      case POOL_EXHAUSTION ->
          List.of("Who holds the connections of " + subject + ", and for how long.");
      case RETRY_STORM ->
          List.of("Why the calls of " + subject + " failed at first, and its retry policy.");
      default -> List.of();
    };
  }

  static List<String> toDo(Clue clue, Optional<VersionChange> deployed) {
    List<String> actions = new ArrayList<>();
    deployed.ifPresent(
        change ->
            actions.add(
                "Roll %s back from %s to %s."
                    .formatted(change.service(), change.version(), change.usual())));
    String subject = clue.subject();
    switch (clue.kind()) {
      case CPU, MEMORY, DISK ->
          actions.add("Move or restart " + clue.instance() + ", or give it more room.");
      case NETWORK_DELAY -> actions.add("Take " + subject + " off the slow path or node.");
      case SLOW_DEPENDENCY -> actions.add("Relieve " + subject + ": load, queries, failover.");
      case POOL_EXHAUSTION ->
          actions.add("Free or enlarge the pool of " + subject + "; look for leaks.");
      case RETRY_STORM ->
          actions.add("Limit the retries of " + subject + ": budget, backoff, circuit breaker.");
      default -> {}
    }
    return actions;
  }
}
