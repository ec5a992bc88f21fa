package io.distributeddebug.convention;

import java.util.Map;
import java.util.function.UnaryOperator;

/** What becomes of one attribute that has an older name; a fold that does not apply leaves it. */
@FunctionalInterface
interface Fold {
  void apply(String name, AttributeDraft attributes);

  /** An older name and its fold. */
  record Named(String name, Fold fold) {}

  static Named rename(String from, String to) {
    return new Named(from, (name, attributes) -> attributes.move(name, to));
  }

  /** Renames the attribute and rewrites its value as a text. */
  static Named rename(String from, String to, UnaryOperator<String> value) {
    return new Named(
        from,
        (name, attributes) ->
            attributes.replace(name, Map.of(to, value.apply(attributes.text(name)))));
  }

  /** For names that mean the other side: on a server's span the client, else the server. */
  static Named renameBySide(String from, String ofClientSide, String ofServerSide) {
    return new Named(
        from,
        (name, attributes) ->
            attributes.move(name, attributes.isOfServer() ? ofServerSide : ofClientSide));
  }
}
