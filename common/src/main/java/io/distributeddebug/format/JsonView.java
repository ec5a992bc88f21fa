package io.distributeddebug.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.distributeddebug.telemetry.Attributes;
import java.util.Optional;
import java.util.OptionalLong;

/** A JSON value looked into by paths such as {@code context.db.statement}; absent says nothing. */
record JsonView(JsonNode node) {
  JsonView at(String path) {
    JsonNode found = node;
    for (String field : path.split("\\.", -1)) {
      found = found.path(field);
    }
    return new JsonView(found);
  }

  /** Whether something other than null is there. */
  boolean has(String path) {
    JsonNode found = at(path).node;
    return !found.isMissingNode() && !found.isNull();
  }

  /** Of the first path that has a value that is not empty; else empty text. */
  String text(String... paths) {
    for (String path : paths) {
      JsonNode found = at(path).node;
      String text = found.isContainerNode() ? found.toString() : found.asText("");
      if (!text.isEmpty() && !found.isNull()) {
        return text;
      }
    }
    return "";
  }

  Optional<Double> number(String... paths) {
    for (String path : paths) {
      JsonNode found = at(path).node;
      if (found.isNumber()) {
        return Optional.of(found.doubleValue());
      }
      if (found.isTextual() && !found.asText().isBlank()) {
        try {
          return Optional.of(Double.valueOf(found.asText().trim()));
        } catch (NumberFormatException noNumber) {
          // the next path may have one
        }
      }
    }
    return Optional.empty();
  }

  /** Also where it is quoted, as 64 bits often are; 0 where there is none. */
  long wholeNumber(String path) {
    JsonNode found = at(path).node;
    if (found.isIntegralNumber()) {
      return found.longValue();
    }
    try {
      return found.isTextual() ? Long.parseLong(found.asText().trim()) : found.asLong(0);
    } catch (NumberFormatException noNumber) {
      return found.asLong(0);
    }
  }

  OptionalLong nanos(String... paths) {
    for (String path : paths) {
      JsonNode found = at(path).node;
      OptionalLong nanos =
          found.isValueNode() ? AnyTime.nanos(FlatJson.scalar(found)) : OptionalLong.empty();
      if (nanos.isPresent()) {
        return nanos;
      }
    }
    return OptionalLong.empty();
  }

  /** The fields of an object below a path as attributes, numbers as numbers. */
  Attributes attributes(String path) {
    return at(path).attributes();
  }

  /** Of this object; none where it is no object. */
  Attributes attributes() {
    return node.isObject() ? FlatJson.attributes(FlatJson.of(node)) : Attributes.EMPTY;
  }
}
