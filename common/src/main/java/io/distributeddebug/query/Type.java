package io.distributeddebug.query;

/** What is known of an expression before any span is seen. */
public enum Type {
  NIL("nil"),
  TEXT("text"),
  NUMBER("a number"),
  FLAG("true or false"),
  STATUS("a status"),
  KIND("a kind"),
  /** An attribute: only the span can tell. */
  ANY("an attribute");

  private final String shown;

  Type(String shown) {
    this.shown = shown;
  }

  String shown() {
    return shown;
  }

  boolean maybe(Type other) {
    return this == ANY || other == ANY || this == other;
  }
}
