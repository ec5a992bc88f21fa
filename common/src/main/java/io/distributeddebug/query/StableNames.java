package io.distributeddebug.query;

import io.distributeddebug.convention.Conventions;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an attribute of an older name is stored as. It is tried out: there is no second list. */
final class StableNames {
  private static final List<SpanKind> SIDES = List.of(SpanKind.CLIENT, SpanKind.SERVER);

  // A rename may depend on the value: a URL is another attribute than a path.
  private static final List<String> VALUES = List.of("1", "https://host/path", "/path", "text");

  private StableNames() {}

  /**
   * Of a span or resource; none where the name is stable, or of something that is kept as it is.
   */
  static Set<String> of(Attribute.Scope scope, String key) {
    Set<String> names = new LinkedHashSet<>();
    for (SpanKind side : SIDES) {
      for (String value : VALUES) {
        Attributes attributes = Attributes.of(Map.of(key, value));
        Span stored = new Conventions().span(span(scope, side, attributes));
        if (scope == Attribute.Scope.SPAN) {
          names.addAll(stored.attributes().text().keySet());
          names.addAll(stored.attributes().numbers().keySet());
        } else if (scope == Attribute.Scope.RESOURCE) {
          names.addAll(stored.resource().attributes().text().keySet());
        }
      }
    }
    names.remove(key);
    return names;
  }

  private static Span span(Attribute.Scope scope, SpanKind kind, Attributes attributes) {
    boolean isOfResource = scope == Attribute.Scope.RESOURCE;
    return new Span(
        "",
        "",
        "",
        "",
        isOfResource ? Resource.of(attributes) : Resource.UNKNOWN,
        "",
        kind,
        0,
        0,
        StatusCode.UNSET,
        "",
        isOfResource ? Attributes.EMPTY : attributes,
        List.of(),
        List.of(),
        "");
  }
}
