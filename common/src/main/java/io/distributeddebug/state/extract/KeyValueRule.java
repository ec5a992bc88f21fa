package io.distributeddebug.state.extract;

import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import io.distributeddebug.telemetry.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Commands of Redis, Memcached and their kin, by the command's name and its arguments. */
final class KeyValueRule implements SpanRule {
  private static final Set<String> SYSTEMS =
      Set.of("redis", "valkey", "keydb", "memcached", "hazelcast", "etcd", "geode");
  private static final Set<String> READS =
      Set.of(
          "GET",
          "GETS",
          "MGET",
          "GETEX",
          "HGET",
          "HGETALL",
          "HMGET",
          "EXISTS",
          "LRANGE",
          "LLEN",
          "SMEMBERS",
          "SISMEMBER",
          "SCARD",
          "ZRANGE",
          "ZSCORE",
          "RANGE",
          "STRLEN");
  private static final Set<String> WRITES =
      Set.of(
          "SET", "SETEX", "PSETEX", "GETSET", "MSET", "HSET", "HMSET", "PUT", "REPLACE", "LPOP",
          "RPOP", "SREM", "SPOP", "ZADD", "ZREM", "LSET", "LTRIM");
  private static final Set<String> ADDS =
      Set.of("INCR", "DECR", "INCRBY", "DECRBY", "HINCRBY", "INCRBYFLOAT", "ZINCRBY");
  private static final Set<String> APPENDS =
      Set.of("APPEND", "PREPEND", "LPUSH", "RPUSH", "SADD", "XADD");
  private static final Set<String> DELETES =
      Set.of("DEL", "UNLINK", "HDEL", "DELETE", "DELETE_RANGE", "GETDEL");
  private static final Set<String> WITH_FIELD = Set.of("HGET", "HSET", "HDEL", "HINCRBY", "HMGET");
  private static final Set<String> VALUE_THIRD = Set.of("SETEX", "PSETEX", "HSET", "HINCRBY");

  private final StateMapping mapping;

  KeyValueRule(StateMapping mapping) {
    this.mapping = mapping;
  }

  @Override
  public String id() {
    return "key-value";
  }

  @Override
  public Answer ask(Span span, TraceSignals trace, Consumer<StateEventDraft> found) {
    DatabaseSpan call = DatabaseSpan.of(span);
    if (!SYSTEMS.contains(call.system())) {
      return Answer.OTHER;
    }
    List<String> words = words(call.text());
    String command = (words.isEmpty() ? call.operation() : words.get(0)).toUpperCase(Locale.ROOT);
    switch (command) {
      case "MULTI" -> found.accept(bound(StateOperation.BEGIN, span, call));
      case "EXEC" -> found.accept(bound(StateOperation.COMMIT, span, call));
      case "DISCARD" -> found.accept(bound(StateOperation.ABORT, span, call));
      default -> {
        Optional<StateOperation> kind = kind(command, words);
        if (kind.isEmpty()) {
          return Answer.nothing(
              command.isEmpty() ? "the command is not recorded" : command + " changes no value");
        }
        operations(kind.get(), command, words, span, call, found);
      }
    }
    return Answer.FOUND;
  }

  private static StateEventDraft bound(StateOperation kind, Span span, DatabaseSpan call) {
    StateEventDraft draft = new StateEventDraft(kind, span);
    draft.database = call.place();
    return draft.of(SqlRule.TRANSACTION, "").at(call.place());
  }

  private static Optional<StateOperation> kind(String command, List<String> words) {
    if (command.equals("SETNX") || command.equals("ADD")) {
      return Optional.of(StateOperation.CAS);
    }
    if (command.equals("CAS")) {
      return Optional.of(StateOperation.CAS);
    }
    if (command.equals("SET") && hasWord(words, "NX")) {
      boolean lease = hasWord(words, "PX") || hasWord(words, "EX");
      return Optional.of(lease ? StateOperation.LOCK : StateOperation.CAS);
    }
    return READS.contains(command)
        ? Optional.of(StateOperation.READ)
        : WRITES.contains(command)
            ? Optional.of(StateOperation.WRITE)
            : ADDS.contains(command)
                ? Optional.of(StateOperation.ADD)
                : APPENDS.contains(command)
                    ? Optional.of(StateOperation.APPEND)
                    : DELETES.contains(command)
                        ? Optional.of(StateOperation.DELETE)
                        : Optional.empty();
  }

  private static boolean hasWord(List<String> words, String option) {
    return words.stream().skip(3).anyMatch(option::equalsIgnoreCase);
  }

  private void operations(
      StateOperation kind,
      String command,
      List<String> words,
      Span span,
      DatabaseSpan call,
      Consumer<StateEventDraft> found) {
    int step = command.equals("MSET") ? 2 : 1;
    boolean many =
        Set.of("MGET", "MSET", "DEL", "UNLINK", "EXISTS").contains(command) && words.size() > 2;
    int last = many ? words.size() - 1 : 1;
    for (int at = 1; at <= last; at += step) {
      StateEventDraft draft = new StateEventDraft(kind, span);
      draft.database = call.place();
      locate(draft, word(words, at), call);
      if (WITH_FIELD.contains(command)) {
        draft.field = word(words, at + 1);
      }
      int value = VALUE_THIRD.contains(command) ? at + 2 : at + 1;
      if (kind == StateOperation.DELETE) {
        draft.value = Optional.of(StateEvent.ABSENT);
      } else if (kind == StateOperation.READ) {
        boolean none = call.returnedRows().isPresent() && call.returnedRows().getAsLong() == 0;
        draft.value = none ? Optional.of(StateEvent.ABSENT) : Optional.empty();
      } else if (!command.matches("INCR|DECR|LPOP|RPOP|SPOP|CAS")) {
        draft.value = recorded(word(words, value));
      } else if (command.matches("INCR|DECR")) {
        draft.value = Optional.of(command.equals("INCR") ? "1" : "-1");
      }
      if (kind == StateOperation.CAS && !command.equals("CAS")) {
        draft.expected = Optional.of(StateEvent.ABSENT);
      }
      found.accept(draft);
    }
  }

  private void locate(StateEventDraft draft, String key, DatabaseSpan call) {
    Optional<StateMapping.Found> mapped = mapping.keyed(call.system(), key);
    if (mapped.isPresent()) {
      StateMapping.Place place = mapped.get().place();
      String part = KeyPattern.of(place.keyPattern()).part(key).orElse("");
      draft.of(mapped.get().entity().type(), recorded(part).orElse("")).at(place.name());
      draft.redact = place.redact();
      place.field().ifPresent(field -> draft.field = field.name());
      return;
    }
    int colon = key.indexOf(':');
    String type = colon > 0 ? key.substring(0, colon) : call.collection();
    String rest = colon > 0 ? key.substring(colon + 1) : key;
    draft.of(type.isEmpty() ? "key" : type, recorded(rest).orElse("")).at(call.place());
  }

  /** Literals are left out by default: what stands for them is no value. */
  private static Optional<String> recorded(String word) {
    return word.isEmpty() || word.matches("\\?+|\\*+|<[a-z]+>") || word.endsWith(":?")
        ? Optional.empty()
        : Optional.of(word);
  }

  private static String word(List<String> words, int at) {
    return at < words.size() ? words.get(at) : "";
  }

  /** Words between blanks; quotes keep blanks together. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
        continue;
      }
      int end;
      if (c == '"' || c == '\'') {
        end = text.indexOf(c, at + 1);
        end = end < 0 ? text.length() : end;
        words.add(text.substring(at + 1, end));
        at = end + 1;
      } else {
        end = at;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
          end++;
        }
        words.add(text.substring(at, end));
        at = end;
      }
    }
    return words;
  }
}
