package io.distributeddebug.telemetry;

import java.io.Serializable;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/**
 * An unchangeable map over sorted keys in an array. Attributes are few and made once a record,
 * where the nodes of a tree cost more than all else.
 */
@SuppressWarnings({"JdkObsolete", "serial"}) // attributes are sorted maps, and travel with tasks
final class ArrayMap<V> extends AbstractMap<String, V>
    implements SortedMap<String, V>, Serializable {
  private static final long serialVersionUID = 1L;

  private final String[] keys;
  private final V[] values;
  private final int from;
  private final int to;

  /**
   * @param keys in ascending order, each once; kept, as are the values
   */
  ArrayMap(String[] keys, V[] values, int size) {
    this(keys, values, 0, size);
  }

  private ArrayMap(String[] keys, V[] values, int from, int to) {
    this.keys = keys;
    this.values = values;
    this.from = from;
    this.to = to;
  }

  @SuppressWarnings("unchecked")
  static <V> ArrayMap<V> copyOf(SortedMap<String, V> map) {
    if (map instanceof ArrayMap<V> array) {
      return array;
    }
    String[] keys = new String[map.size()];
    Object[] values = new Object[keys.length];
    int size = 0;
    for (Map.Entry<String, V> entry : map.entrySet()) {
      keys[size] = entry.getKey();
      values[size++] = entry.getValue();
    }
    return new ArrayMap<>(keys, (V[]) values, size);
  }

  @Override
  public int size() {
    return to - from;
  }

  @Override
  public V get(Object key) {
    int at = key instanceof String text ? Arrays.binarySearch(keys, from, to, text) : -1;
    return at < 0 ? null : values[at];
  }

  @Override
  public boolean containsKey(Object key) {
    return key instanceof String text && Arrays.binarySearch(keys, from, to, text) >= 0;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super V> action) {
    for (int i = from; i < to; i++) {
      action.accept(keys[i], values[i]);
    }
  }

  @Override
  public Set<Map.Entry<String, V>> entrySet() {
    return new Entries();
  }

  @Override
  public Comparator<? super String> comparator() {
    return null; // natural order, as SortedMap says it
  }

  @Override
  public SortedMap<String, V> subMap(String fromKey, String toKey) {
    if (fromKey.compareTo(toKey) > 0) {
      throw new IllegalArgumentException("Invalid range: " + fromKey + " to " + toKey);
    }
    return new ArrayMap<>(keys, values, place(fromKey), place(toKey));
  }

  @Override
  public SortedMap<String, V> headMap(String toKey) {
    return new ArrayMap<>(keys, values, from, place(toKey));
  }

  @Override
  public SortedMap<String, V> tailMap(String fromKey) {
    return new ArrayMap<>(keys, values, place(fromKey), to);
  }

  @Override
  public String firstKey() {
    return key(from);
  }

  @Override
  public String lastKey() {
    return key(to - 1);
  }

  private String key(int at) {
    if (from == to) {
      throw new NoSuchElementException();
    }
    return keys[at];
  }

  private int place(String key) {
    int at = Arrays.binarySearch(keys, from, to, key);
    return at < 0 ? -at - 1 : at;
  }

  private final class Entries extends AbstractSet<Map.Entry<String, V>> {
    @Override
    public int size() {
      return to - from;
    }

    @Override
    public Iterator<Map.Entry<String, V>> iterator() {
      return new Iterator<>() {
        private int next = from;

        @Override
        public boolean hasNext() {
          return next < to;
        }

        @Override
        public Map.Entry<String, V> next() {
          if (next == to) {
            throw new NoSuchElementException();
          }
          int at = next++;
          return new AbstractMap.SimpleImmutableEntry<>(keys[at], values[at]);
        }
      };
    }
  }
}
