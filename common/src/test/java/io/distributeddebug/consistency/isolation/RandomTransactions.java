package io.distributeddebug.consistency.isolation;

import io.distributeddebug.history.History;
import io.distributeddebug.history.HistoryBuilder;
import io.distributeddebug.history.OperationKind;
import io.distributeddebug.history.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Small histories of transactions by chance, about as often good as bad at each level. */
public final class RandomTransactions {
  /** What the keys hold. */
  public enum Data {
    REGISTERS,
    LISTS
  }

  private record Drawn(boolean read, int key, int value) {}

  private final SplittableRandom random;
  private final Data data;
  private final int keys;
  private boolean timed;

  public RandomTransactions(SplittableRandom random, Data data, int keys) {
    this.random = random;
    this.data = data;
    this.keys = keys;
  }

  /** When each transaction began and ended is known, too. */
  public RandomTransactions timed() {
    timed = true;
    return this;
  }

  /** Transactions that read whatever was written, mostly of committed ones. */
  public History anything(int transactions, int sessions, int operations) {
    List<List<Drawn>> all = new ArrayList<>();
    Map<Integer, List<Integer>> written = new HashMap<>();
    int value = 0;
    for (int t = 0; t < transactions; t++) {
      List<Drawn> drawn = new ArrayList<>();
      for (int i = 1 + random.nextInt(operations); i > 0; i--) {
        int key = random.nextInt(keys);
        boolean read = random.nextBoolean();
        drawn.add(new Drawn(read, key, read ? 0 : ++value));
        if (!read) {
          written.computeIfAbsent(key, none -> new ArrayList<>()).add(value);
        }
      }
      all.add(drawn);
    }
    written.values().forEach(this::shuffle);
    return history(all, sessions, (t, o, key) -> seen(written.getOrDefault(key, List.of())), 0.05);
  }

  /** What a serializable store answers: transactions one after the other, sessions mixed. */
  public History serial(int transactions, int sessions, int operations) {
    List<List<Drawn>> all = new ArrayList<>();
    int value = 0;
    for (int t = 0; t < transactions; t++) {
      List<Drawn> drawn = new ArrayList<>();
      for (int i = 1 + random.nextInt(operations); i > 0; i--) {
        boolean read = random.nextBoolean();
        drawn.add(new Drawn(read, random.nextInt(keys), read ? 0 : ++value));
      }
      all.add(drawn);
    }
    Map<Integer, List<Integer>> state = new HashMap<>();
    return history(
        all,
        sessions,
        new Seen() {
          private int at;

          @Override
          public List<Integer> of(int t, int o, int key) {
            for (; at < t; at++) {
              all.get(at).forEach(this::apply);
            }
            List<Integer> now = new ArrayList<>(state.getOrDefault(key, List.of()));
            for (Drawn own : all.get(t).subList(0, o)) {
              if (!own.read() && own.key() == key) {
                now.add(own.value());
              }
            }
            return now;
          }

          private void apply(Drawn drawn) {
            if (!drawn.read()) {
              state.computeIfAbsent(drawn.key(), none -> new ArrayList<>()).add(drawn.value());
            }
          }
        },
        0);
  }

  /** The same history without some of its operations. */
  public History thinned(History whole, double share) {
    HistoryBuilder rest = new HistoryBuilder("nil");
    for (int t = 0; t < whole.transactions(); t++) {
      rest.begin(
          rest.session(whole.sessionText(whole.session(t))), whole.invoked(t), whole.completed(t));
      for (int o = whole.first(t); o < whole.end(t); o++) {
        if (random.nextDouble() < share) {
          continue;
        }
        int key = rest.key(whole.keyText(whole.key(o)));
        if (whole.kind(o) == OperationKind.READ_LIST) {
          int[] list = whole.list(o).clone();
          for (int i = 0; i < list.length; i++) {
            list[i] = rest.value(whole.valueText(list[i]));
          }
          rest.readList(key, list);
        } else if (whole.kind(o) == OperationKind.APPEND) {
          rest.append(key, rest.value(whole.valueText(whole.value(o))));
        } else if (whole.kind(o) == OperationKind.WRITE) {
          rest.write(key, rest.value(whole.valueText(whole.value(o))));
        } else {
          rest.read(key, rest.value(whole.valueText(whole.value(o))));
        }
      }
      rest.end(whole.outcome(t), whole.name(t), whole.line(t));
    }
    return whole.isTimed() ? rest.timed() : rest.untimed();
  }

  private interface Seen {
    /** All that was written to the key before, the oldest first, as this operation sees it. */
    List<Integer> of(int transaction, int operation, int key);
  }

  private List<Integer> seen(List<Integer> written) {
    return written.subList(0, random.nextInt(written.size() + 1));
  }

  private History history(List<List<Drawn>> all, int sessions, Seen seen, double failing) {
    HistoryBuilder builder = new HistoryBuilder("nil");
    Map<Integer, Long> ends = new HashMap<>();
    for (int t = 0; t < all.size(); t++) {
      begin(builder, sessions, t, ends);
      boolean fails = random.nextDouble() < failing;
      List<Drawn> drawn = all.get(t);
      for (int o = 0; o < drawn.size(); o++) {
        int key = builder.key("k" + drawn.get(o).key());
        if (!drawn.get(o).read()) {
          int value = builder.value(Integer.toString(drawn.get(o).value()));
          if (data == Data.LISTS) {
            builder.append(key, value);
          } else {
            builder.write(key, value);
          }
        } else if (!fails) {
          read(
              builder,
              key,
              own(drawn.subList(0, o), drawn.get(o).key(), seen.of(t, o, drawn.get(o).key())));
        }
      }
      builder.end(fails ? Outcome.FAIL : Outcome.OK, "T" + t, t + 1);
    }
    return timed ? builder.timed() : builder.untimed();
  }

  /** In a session that is free; the end of each is noted where times are known. */
  private void begin(HistoryBuilder builder, int sessions, int t, Map<Integer, Long> ends) {
    int session = random.nextInt(sessions);
    if (!timed) {
      builder.begin(builder.session("s" + session));
      return;
    }
    long invoked = 10L * t;
    if (ends.getOrDefault(session, -1L) >= invoked) {
      session = sessions + t;
    }
    long completed = invoked + 1 + random.nextInt(30);
    ends.put(session, completed);
    builder.begin(builder.session("s" + session), invoked, completed);
  }

  /** Mostly a transaction sees its own writes last. */
  private List<Integer> own(List<Drawn> before, int key, List<Integer> seen) {
    List<Integer> all = new ArrayList<>(seen);
    if (random.nextInt(30) == 0) {
      return all;
    }
    for (Drawn drawn : before) {
      if (!drawn.read() && drawn.key() == key) {
        all.remove((Integer) drawn.value());
        all.add(drawn.value());
      }
    }
    return all;
  }

  private void read(HistoryBuilder builder, int key, List<Integer> seen) {
    if (data == Data.LISTS) {
      builder.readList(
          key, seen.stream().mapToInt(v -> builder.value(Integer.toString(v))).toArray());
    } else {
      builder.read(
          key,
          seen.isEmpty()
              ? History.NIL
              : builder.value(Integer.toString(seen.get(seen.size() - 1))));
    }
  }

  private void shuffle(List<Integer> values) {
    for (int i = values.size() - 1; i > 0; i--) {
      int other = random.nextInt(3) > 0 ? i : random.nextInt(i + 1);
      Integer value = values.get(i);
      values.set(i, values.get(other));
      values.set(other, value);
    }
  }
}
