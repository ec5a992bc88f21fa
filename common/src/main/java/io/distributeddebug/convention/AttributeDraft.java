package io.distributeddebug.convention;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.SpanKind;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Attributes while they are folded. What has a stable name keeps it: an older attribute that says
 * something else stays under its older name, one that says the same goes.
 */
final class AttributeDraft {
  private final SortedMap<String, String> text;
  private final SortedMap<String, Double> numbers;
  private final SpanKind kind;

  AttributeDraft(Attributes recorded, SpanKind kind) {
    this.text = new TreeMap<>(recorded.text());
    this.numbers = new TreeMap<>(recorded.numbers());
    this.kind = kind;
  }

  Attributes build() {
    return new Attributes(text, numbers);
  }

  boolean isOfServer() {
    return kind == SpanKind.SERVER;
  }

  /** The value as text; empty where there is none. */
  String text(String name) {
    Double number = numbers.get(name);
    return number == null ? text.getOrDefault(name, "") : Attributes.plain(number);
  }

  /** A String or Double; an empty text where there is none. */
  Object value(String name) {
    Double number = numbers.get(name);
    return number == null ? text.getOrDefault(name, "") : number;
  }

  void remove(String name) {
    text.remove(name);
    numbers.remove(name);
  }

  void move(String name, String to) {
    replace(name, Map.of(to, value(name)));
  }

  /**
   * Puts a String or Double under each name in place of the attribute, unless one of the names is
   * taken by another value. An empty attribute says nothing that could be moved.
   */
  void replace(String name, Map<String, Object> parts) {
    boolean taken = parts.entrySet().stream().anyMatch(it -> isOther(it.getKey(), it.getValue()));
    if (!taken && !text(name).isEmpty()) {
      remove(name);
      parts.forEach(this::put);
    }
  }

  void put(String name, Object value) {
    Object typed = StableTypes.typed(name, value);
    remove(name);
    if (typed instanceof Double number) {
      numbers.put(name, number);
    } else {
      text.put(name, typed.toString());
    }
  }

  private boolean isOther(String name, Object value) {
    String known = text(name);
    return !known.isEmpty() && !known.equals(plain(StableTypes.typed(name, value)));
  }

  private static String plain(Object value) {
    return value instanceof Double number ? Attributes.plain(number) : value.toString();
  }
}
