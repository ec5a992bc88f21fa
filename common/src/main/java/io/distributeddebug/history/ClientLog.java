package io.distributeddebug.history;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns the calls of a client's log into a history. Reads without a result say nothing and are left
 * out; writes that surely failed are kept, so that a read of their value can be told.
 */
final class ClientLog {
  /** What {@code :fail} of a compare-and-set proves. */
  enum FailedCas {
    /** It has found another value. */
    IS_AN_OBSERVATION,
    /** Only that it had no effect: it may as well have timed out. */
    SAYS_NOTHING
  }

  private final HistoryBuilder builder;
  private final FailedCas failedCas;
  private final Function<Object, String> valueText;
  private final boolean independentKeys;

  private ClientLog(
      HistoryBuilder builder,
      FailedCas failedCas,
      Function<Object, String> valueText,
      boolean independentKeys) {
    this.builder = builder;
    this.failedCas = failedCas;
    this.valueText = valueText;
    this.independentKeys = independentKeys;
  }

  static History history(
      List<ClientCalls.Call> calls,
      HistoryBuilder builder,
      FailedCas failedCas,
      Function<Object, String> valueText)
      throws MalformedHistoryException {
    ClientLog log = new ClientLog(builder, failedCas, valueText, haveIndependentKeys(calls));
    for (ClientCalls.Call call : calls) {
      log.add(call);
    }
    return builder.timed();
  }

  /** Jepsen's independent keys: every value, also that of an invoked read, is [key value]. */
  private static boolean haveIndependentKeys(List<ClientCalls.Call> calls) {
    boolean reads = false;
    for (ClientCalls.Call call : calls) {
      boolean pair = call.asked.value() instanceof List<?> list && list.size() == 2;
      if (!pair || call.asked.key().isPresent() || isTransaction(call)) {
        return false;
      }
      reads |= call.asked.function().equals("read") && call.asked.type().equals("invoke");
    }
    return reads;
  }

  private static boolean isTransaction(ClientCalls.Call call) {
    return call.asked.function().equals("txn")
        || (call.asked.value() instanceof List<?> list
            && !list.isEmpty()
            && list.get(0) instanceof List<?> operation
            && !operation.isEmpty()
            && Edn.keyword(operation.get(0)).isPresent());
  }

  private void add(ClientCalls.Call call) throws MalformedHistoryException {
    builder.begin(builder.session(call.process), call.invoked, call.completed);
    if (isTransaction(call)) {
      transaction(call);
    } else {
      single(call);
    }
    builder.end(
        call.outcome,
        call.last().index().map(index -> "T" + index).orElse("#" + call.asked.line()),
        call.last().line());
  }

  private void transaction(ClientCalls.Call call) throws MalformedHistoryException {
    long line = call.last().line();
    for (Object form : list(call.value(), line, "a transaction")) {
      List<?> operation = list(form, line, "an operation of a transaction");
      if (operation.size() != 3) {
        throw MalformedHistoryException.atLine(
            line, "[:r key value] is wanted, found " + shown(form));
      }
      operation(
          call, name(operation.get(0), line), Edn.text(operation.get(1)), operation.get(2), line);
    }
  }

  private void single(ClientCalls.Call call) throws MalformedHistoryException {
    long line = call.last().line();
    Object value = call.value();
    String key = call.asked.key().map(valueText).orElse("");
    if (independentKeys) {
      List<?> pair = list(value, line, "an operation on independent keys");
      if (pair.size() != 2) {
        throw MalformedHistoryException.atLine(
            line, "[key value] is wanted, found " + shown(value));
      }
      key = Edn.text(pair.get(0));
      value = pair.get(1);
    }
    operation(call, call.asked.function(), key, value, line);
  }

  private void operation(
      ClientCalls.Call call, String function, String keyText, Object argument, long line)
      throws MalformedHistoryException {
    switch (function) {
      case "r", "read", "get" -> {
        if (call.outcome == Outcome.OK) {
          read(builder.key(keyText), argument);
        }
      }
      case "w", "write", "put" -> builder.write(builder.key(keyText), value(argument));
      case "append" -> builder.append(builder.key(keyText), value(argument));
      case "cas" -> {
        List<?> pair = list(argument, line, "a cas");
        if (pair.size() != 2) {
          throw MalformedHistoryException.atLine(
              line, "[old new] is wanted, found " + shown(argument));
        }
        if (call.outcome != Outcome.FAIL || isObservation(call)) {
          builder.cas(builder.key(keyText), value(pair.get(0)), value(pair.get(1)));
        }
      }
      case "add" -> builder.add(builder.key(keyText), value(argument));
      case "remove" -> builder.remove(builder.key(keyText), value(argument));
      case "enqueue" -> builder.enqueue(builder.key(keyText), value(argument));
      case "dequeue" -> {
        if (call.outcome != Outcome.FAIL) {
          builder.dequeue(builder.key(keyText), value(argument));
        }
      }
      case "acquire" -> builder.acquire(builder.key(keyText), builder.value(call.process));
      case "release" -> builder.release(builder.key(keyText), builder.value(call.process));
      default ->
          throw MalformedHistoryException.atLine(
              line,
              "unknown operation '"
                  + TextLines.shown(function)
                  + "'; known are read, write, cas, get, put, append, add, remove, enqueue, dequeue,"
                  + " acquire, release, txn, r, w");
    }
  }

  private boolean isObservation(ClientCalls.Call call) {
    return failedCas == FailedCas.IS_AN_OBSERVATION
        && call.ended.map(end -> end.value() instanceof List).orElse(false);
  }

  private void read(int key, Object found) {
    if (found instanceof Iterable<?> elements) {
      int[] list = new int[size(elements)];
      int next = 0;
      for (Object element : elements) {
        list[next++] = value(element);
      }
      builder.readList(key, list);
    } else {
      builder.read(key, value(found));
    }
  }

  private static int size(Iterable<?> elements) {
    int size = 0;
    for (Object ignored : elements) {
      size++;
    }
    return size;
  }

  private int value(Object form) {
    return form == null ? History.NIL : builder.value(valueText.apply(form));
  }

  private static String name(Object form, long line) throws MalformedHistoryException {
    Optional<String> name = Edn.keyword(form);
    if (name.isEmpty()) {
      throw MalformedHistoryException.atLine(
          line, "an operation such as :r is wanted, found " + shown(form));
    }
    return name.get();
  }

  private static List<?> list(Object form, long line, String what)
      throws MalformedHistoryException {
    if (form instanceof List<?> list) {
      return list;
    }
    throw MalformedHistoryException.atLine(line, what + " is a vector, not " + shown(form));
  }

  private static String shown(Object form) {
    return "'" + TextLines.shown(Edn.text(form)) + "'";
  }
}
