package io.distributeddebug.convention;

import io.distributeddebug.convention.Fold.Named;
import java.util.List;
import java.util.Map;

/** Older names of attributes that belong to no protocol: code, functions, errors. */
final class OtherNames {
  static final List<Named> ALL =
      List.of(
          new Named("code.function", OtherNames::function),
          Fold.rename("code.filepath", "code.file.path"),
          Fold.rename("code.lineno", "code.line.number"),
          Fold.rename("code.column", "code.column.number"),
          Fold.rename("faas.execution", "faas.invocation_id"),
          Fold.rename("error.kind", "error.type"));

  private OtherNames() {}

  /** With what it belongs to, as the stable name wants it. */
  private static void function(String name, AttributeDraft attributes) {
    String function = attributes.text(name);
    String namespace = attributes.text("code.namespace");
    String whole = namespace.isEmpty() ? function : namespace + "." + function;
    attributes.replace(name, Map.of("code.function.name", whole));
    if (attributes.text("code.function.name").equals(whole)) {
      attributes.remove("code.namespace");
    }
  }
}
