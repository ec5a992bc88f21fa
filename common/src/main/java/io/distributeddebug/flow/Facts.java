package io.distributeddebug.flow;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The facts of all traces that began in some stretch of time. */
public final class Facts {
  public static final Facts NONE = new Facts(new EnumMap<>(FactKind.class));

  private final Map<FactKind, SortedMap<FactKey, Tally>> byKind;

  private final Map<Class<?>, Object> views = new HashMap<>();

  private Facts(Map<FactKind, SortedMap<FactKey, Tally>> byKind) {
    this.byKind = byKind;
  }

  /** Tallies of one kind, in order of their keys. */
  public SortedMap<FactKey, Tally> of(FactKind kind) {
    return Collections.unmodifiableSortedMap(byKind.getOrDefault(kind, new TreeMap<>()));
  }

  /** What is read out of these facts again and again, made once. */
  public <T> T view(Class<T> type, Function<Facts, T> make) {
    Object view = views.get(type);
    if (view == null) {
      view = make.apply(this);
      views.put(type, view);
    }
    return type.cast(view);
  }

  public boolean isEmpty() {
    return byKind.isEmpty();
  }

  /** Adds tallies up; the result shares nothing with what was added. */
  public static final class Sum {
    private final Map<FactKey, Tally> tallies = new HashMap<>();

    public void add(FactKey key, Tally tally) {
      tallies.computeIfAbsent(key, k -> new Tally()).merge(tally);
    }

    public Facts facts() {
      Map<FactKind, SortedMap<FactKey, Tally>> byKind = new EnumMap<>(FactKind.class);
      tallies.forEach(
          (key, tally) ->
              byKind.computeIfAbsent(key.kind(), kind -> new TreeMap<>()).put(key, tally));
      return new Facts(byKind);
    }
  }
}
