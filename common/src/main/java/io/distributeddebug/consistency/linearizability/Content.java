package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a key holds, as its operations show: how it answers them, and what may be left out of a good
 * history so that it stays good.
 */
enum Content {
  /** One value. */
  REGISTER,
  /** A text that is appended to. */
  TEXT,
  /** A list that is appended to and read whole. */
  LIST,
  /** A set that is read whole. */
  SET,
  /** A number that is added to. */
  COUNTER,
  /** First in, first out. */
  QUEUE,
  /** Held by one owner at a time. */
  LOCK;

  private Set<OperationKind> kinds() {
    return switch (this) {
      case REGISTER -> EnumSet.of(OperationKind.READ, OperationKind.WRITE, OperationKind.CAS);
      case TEXT -> EnumSet.of(OperationKind.READ, OperationKind.WRITE, OperationKind.APPEND);
      case LIST -> EnumSet.of(OperationKind.READ, OperationKind.APPEND, OperationKind.READ_LIST);
      case SET ->
          EnumSet.of(
              OperationKind.READ, OperationKind.ADD, OperationKind.REMOVE, OperationKind.READ_LIST);
      case COUNTER -> EnumSet.of(OperationKind.READ, OperationKind.ADD);
      case QUEUE -> EnumSet.of(OperationKind.ENQUEUE, OperationKind.DEQUEUE);
      case LOCK -> EnumSet.of(OperationKind.ACQUIRE, OperationKind.RELEASE);
    };
  }

  /** What has all these operations; empty where nothing has. */
  static Optional<Content> of(Collection<Call> calls) {
    Set<OperationKind> kinds = EnumSet.noneOf(OperationKind.class);
    boolean oneValue = false;
    for (Call call : calls) {
      kinds.add(call.kind());
      oneValue |= call.kind() == OperationKind.READ && call.value() != History.NIL;
    }
    for (Content content : values()) {
      boolean elements = content == LIST || content == SET;
      if (content.kinds().containsAll(kinds) && !(elements && oneValue)) {
        return Optional.of(content);
      }
    }
    return Optional.empty();
  }

  /**
   * How the key answers.
   *
   * @param calls all there are
   * @param onlyKnown of lists and sets: elements that none of the calls put there are overlooked
   */
  StateMachine machine(History history, List<Call> calls, boolean onlyKnown) {
    return switch (this) {
      case REGISTER -> new RegisterMachine();
      case TEXT -> new TextMachine(history);
      case LIST -> new ListMachine(history, onlyKnown ? known(calls) : Optional.empty());
      case SET -> new SetMachine(history, onlyKnown ? known(calls) : Optional.empty());
      case COUNTER -> new CounterMachine(history);
      case QUEUE -> new QueueMachine();
      case LOCK -> new LockMachine();
    };
  }

  private static Optional<Set<Integer>> known(List<Call> calls) {
    Set<Integer> known = new HashSet<>();
    for (Call call : calls) {
      if (call.kind() == OperationKind.ADD || call.kind() == OperationKind.APPEND) {
        known.add(call.value());
      }
    }
    return Optional.of(known);
  }

  /** Calls that may be left out together; observations may go one by one besides. */
  List<List<Call>> units(List<Call> calls, boolean onlyKnown) {
    return switch (this) {
      case REGISTER -> byValue(calls);
      case LIST, SET -> onlyKnown ? byValue(calls) : List.of();
      case QUEUE ->
          calls.stream().anyMatch(QueueMachine::takesAnything) ? List.of() : byValue(calls);
      case LOCK -> holds(calls);
      case TEXT, COUNTER -> List.of();
    };
  }

  private static List<List<Call>> byValue(List<Call> calls) {
    Map<Integer, List<Call>> units = new LinkedHashMap<>();
    for (Call call : calls) {
      if (!call.isObservation() && call.value() != History.NIL) {
        units.computeIfAbsent(call.value(), none -> new ArrayList<>()).add(call);
      }
    }
    return new ArrayList<>(units.values());
  }

  /**
   * Each acquisition with the release that follows it, where an owner does one after the other; all
   * calls of an owner where it is not known which release belongs to which acquisition.
   */
  private static List<List<Call>> holds(List<Call> calls) {
    Map<Integer, List<Call>> byOwner = new LinkedHashMap<>();
    for (Call call : calls) {
      byOwner.computeIfAbsent(call.value(), none -> new ArrayList<>()).add(call);
    }
    List<List<Call>> units = new ArrayList<>();
    for (List<Call> owned : byOwner.values()) {
      owned.sort((a, b) -> Long.compare(a.invoked(), b.invoked()));
      if (takeTurns(owned)) {
        for (int i = 0; i < owned.size(); i += 2) {
          units.add(owned.subList(i, Math.min(i + 2, owned.size())));
        }
      } else {
        units.add(owned);
      }
    }
    return units;
  }

  private static boolean takeTurns(List<Call> owned) {
    for (int i = 0; i < owned.size(); i++) {
      OperationKind turn = i % 2 == 0 ? OperationKind.ACQUIRE : OperationKind.RELEASE;
      boolean over = i + 1 == owned.size() || owned.get(i).completed() < owned.get(i + 1).invoked();
      if (owned.get(i).kind() != turn || !over) {
        return false;
      }
    }
    return true;
  }

  /** Whether a good history of which only these calls stay would still be good. */
  boolean mayGo(List<Call> whole, List<Call> rest, boolean onlyKnown) {
    Set<Call> kept = new HashSet<>(rest);
    Set<Call> gone = new HashSet<>();
    for (Call call : whole) {
      if (!call.isObservation() && !kept.contains(call)) {
        gone.add(call);
      }
    }
    if (gone.isEmpty()) {
      return true;
    }
    if (this == REGISTER) {
      return registerMayGo(gone, rest);
    }
    Set<Call> together = new HashSet<>();
    for (List<Call> unit : units(whole, onlyKnown)) {
      if (gone.containsAll(unit)) {
        together.addAll(unit);
      }
    }
    return together.containsAll(gone);
  }

  /** No call that stays has seen a value that goes. */
  private static boolean registerMayGo(Set<Call> gone, List<Call> rest) {
    Set<Integer> values = new HashSet<>();
    gone.forEach(call -> values.add(call.value()));
    return rest.stream()
        .noneMatch(
            call ->
                call.refused()
                    || (call.kind() == OperationKind.READ && values.contains(call.value()))
                    || (call.kind() == OperationKind.CAS && values.contains(call.expected())));
  }

  /** Optional calls whose effect nothing has seen need not be placed. */
  List<Call> observed(List<Call> calls) {
    if (this == QUEUE) {
      Set<Integer> taken = new HashSet<>();
      boolean anything = false;
      for (Call call : calls) {
        anything |= QueueMachine.takesAnything(call);
        if (call.kind() == OperationKind.DEQUEUE) {
          taken.add(call.value());
        }
      }
      return anything
          ? calls
          : calls.stream().filter(c -> c.isRequired() || taken.contains(c.value())).toList();
    }
    return this == REGISTER ? observedInRegister(calls) : calls;
  }

  private static List<Call> observedInRegister(List<Call> calls) {
    if (calls.stream().anyMatch(Call::refused)) {
      return calls;
    }
    List<Call> rest = calls;
    int size;
    do {
      size = rest.size();
      Set<Integer> seen = new HashSet<>();
      for (Call call : rest) {
        if (call.kind() == OperationKind.READ) {
          seen.add(call.value());
        } else if (call.kind() == OperationKind.CAS) {
          seen.add(call.expected());
        }
      }
      rest =
          rest.stream().filter(call -> call.isRequired() || seen.contains(call.value())).toList();
    } while (rest.size() < size);
    return rest;
  }
}
