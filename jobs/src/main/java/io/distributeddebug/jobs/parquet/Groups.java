package io.distributeddebug.jobs.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Values of several parts in Spark's layout: each part's column gets its share. */
final class Groups {
  private Groups() {}

  /**
   * @param depth levels of definition that a present value adds: 1 where it may be missing, else 0
   */
  record Struct(List<Node> parts, int depth) implements Node {
    @Override
    public void add(Object value, int repetition, int definition) throws IOException {
      if (value == null) {
        for (Node part : parts) {
          part.add(null, repetition, definition);
        }
        return;
      }
      Object[] values = Values.struct(value);
      for (int i = 0; i < values.length; i++) {
        parts.get(i).add(values[i], repetition, definition + depth);
      }
    }
  }

  /**
   * @param level of repetition of all elements but the first
   */
  record Elements(Node element, int depth, int level) implements Node {
    @Override
    public void add(Object value, int repetition, int definition) throws IOException {
      if (value == null) {
        element.add(null, repetition, definition);
        return;
      }
      Iterator<?> elements = Values.list(value).iterator();
      if (!elements.hasNext()) {
        element.add(null, repetition, definition + depth);
        return;
      }
      element.add(elements.next(), repetition, definition + depth + 1);
      while (elements.hasNext()) {
        element.add(elements.next(), level, definition + depth + 1);
      }
    }
  }

  /** Keys and values of a map, in the map's order. */
  static final class Entries implements Node, BiConsumer<Object, Object> {
    private final Node keys;
    private final Node values;
    private final int depth;
    private final int level;
    private int nextRepetition;
    private int entryDefinition;

    Entries(Node keys, Node values, int depth, int level) {
      this.keys = keys;
      this.values = values;
      this.depth = depth;
      this.level = level;
    }

    @Override
    public void add(Object value, int repetition, int definition) throws IOException {
      Map<?, ?> map = value == null ? Map.of() : Values.map(value);
      if (map.isEmpty()) {
        int reached = value == null ? definition : definition + depth;
        keys.add(null, repetition, reached);
        values.add(null, repetition, reached);
        return;
      }
      nextRepetition = repetition;
      entryDefinition = definition + depth + 1;
      try {
        map.forEach(this);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }

    @Override
    public void accept(Object key, Object value) {
      try {
        keys.add(key, nextRepetition, entryDefinition);
        values.add(value, nextRepetition, entryDefinition);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      nextRepetition = level;
    }
  }
}
