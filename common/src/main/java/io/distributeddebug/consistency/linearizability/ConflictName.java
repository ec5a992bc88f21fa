package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a conflict is called where it has a well-known shape. */
final class ConflictName {
  private ConflictName() {}

  /** The name of the shape, such as {@code stale-read}; empty where it has none. */
  static String of(Content content, History history, List<Call> conflict) {
    return switch (content) {
      case REGISTER -> register(conflict);
      case QUEUE -> queue(conflict);
      case LOCK ->
          conflict.stream().filter(c -> c.kind() == OperationKind.ACQUIRE).count() > 1
              ? "overlapping-holds"
              : "";
      case LIST, SET -> elements(history, conflict);
      case COUNTER -> counter(history, conflict);
      case TEXT -> "";
    };
  }

  private static String register(List<Call> calls) {
    for (Call read : of(calls, OperationKind.READ).toList()) {
      List<Call> writes = writesOf(calls, read.value());
      if (!writes.isEmpty()
          && writes.stream().allMatch(write -> read.completed() < write.invoked())) {
        return "future-read";
      }
    }
    for (Call cas : of(calls, OperationKind.CAS).filter(Call::isRequired).toList()) {
      boolean another =
          of(calls, OperationKind.CAS)
              .anyMatch(
                  other ->
                      !other.equals(cas)
                          && other.isRequired()
                          && !other.refused()
                          && other.expected() == cas.expected());
      if (another && !cas.refused() && writesOf(calls, cas.expected()).size() <= 1) {
        return "stale-write";
      }
    }
    return of(calls, OperationKind.READ).anyMatch(read -> isStale(calls, read)) ? "stale-read" : "";
  }

  /** Another value was surely written after the one that was read, and before it was. */
  private static boolean isStale(List<Call> calls, Call read) {
    List<Call> writes = writesOf(calls, read.value());
    return calls.stream()
        .filter(call -> !call.isObservation() && call.isRequired())
        .filter(other -> other.value() != read.value() && other.completed() < read.invoked())
        .anyMatch(other -> writes.stream().allMatch(write -> write.completed() < other.invoked()));
  }

  private static List<Call> writesOf(List<Call> calls, int value) {
    return calls.stream().filter(c -> !c.isObservation() && c.value() == value).toList();
  }

  private static String queue(List<Call> calls) {
    List<Call> taken =
        of(calls, OperationKind.DEQUEUE).filter(call -> call.value() != History.NIL).toList();
    if (taken.stream().mapToInt(Call::value).distinct().count() < taken.size()) {
      return "duplicate-delivery";
    }
    for (Call call : taken) {
      if (of(calls, OperationKind.ENQUEUE)
          .filter(put -> put.value() == call.value())
          .allMatch(put -> call.completed() < put.invoked())) {
        return "future-read";
      }
    }
    long put = of(calls, OperationKind.ENQUEUE).count();
    return put > taken.size() || calls.stream().anyMatch(ConflictName::foundEmpty)
        ? "lost-element"
        : "overtaking";
  }

  private static boolean foundEmpty(Call call) {
    return call.kind() == OperationKind.DEQUEUE && call.value() == History.NIL;
  }

  private static String elements(History history, List<Call> calls) {
    boolean removed = of(calls, OperationKind.REMOVE).findAny().isPresent();
    for (Call read : of(calls, OperationKind.READ_LIST).toList()) {
      for (Call put : calls) {
        if ((put.kind() == OperationKind.ADD || put.kind() == OperationKind.APPEND)
            && !removed
            && put.completed() < read.invoked()
            && Arrays.stream(history.listOf(read.value()))
                .noneMatch(element -> element == put.value())) {
          return "lost-element";
        }
      }
    }
    return "";
  }

  private static String counter(History history, List<Call> calls) {
    List<Call> added = of(calls, OperationKind.ADD).toList();
    Optional<Call> read =
        of(calls, OperationKind.READ).max(Comparator.comparingLong(Call::completed));
    if (read.isEmpty() || added.stream().anyMatch(add -> number(history, add) < 0)) {
      return "";
    }
    long before =
        added.stream()
            .filter(add -> add.completed() < read.get().invoked())
            .mapToLong(add -> number(history, add))
            .sum();
    return number(history, read.get()) < before ? "lost-increment" : "";
  }

  private static long number(History history, Call call) {
    return call.value() == History.NIL ? 0 : Long.parseLong(history.valueText(call.value()));
  }

  private static Stream<Call> of(List<Call> calls, OperationKind kind) {
    return calls.stream().filter(call -> call.kind() == kind);
  }
}
