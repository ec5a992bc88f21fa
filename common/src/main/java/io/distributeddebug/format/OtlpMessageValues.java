package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.distributeddebug.telemetry.Attributes;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of OTLP protobuf, as {@link OtlpValues} has those of its JSON. */
final class OtlpMessageValues {
  private static final long EXACT_IN_DOUBLE = 1L << 53;
  private static final int MOST_ATTRIBUTES = 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private OtlpMessageValues() {}

  static Attributes attributes(List<KeyValue> values) {
    if (values.isEmpty()) {
      return Attributes.EMPTY;
    }
    Attributes.Builder attributes = Attributes.builder();
    int count = 0;
    for (KeyValue value : values) {
      if (!value.getKey().isEmpty() && count++ < MOST_ATTRIBUTES) {
        put(attributes, value.getKey(), value.getValue());
      }
    }
    if (count > MOST_ATTRIBUTES) {
      attributes.put("dropped_attributes_count", count - MOST_ATTRIBUTES);
    }
    return attributes.build();
  }

  static Attributes scope(String version, List<KeyValue> values) {
    if (version.isEmpty() && values.isEmpty()) {
      return Attributes.EMPTY;
    }
    Attributes.Builder scope = Attributes.builder();
    if (!version.isEmpty()) {
      scope.put("otel.scope.version", version);
    }
    Attributes own = attributes(values);
    own.text().forEach((key, value) -> scope.put("otel.scope." + key, value));
    own.numbers().forEach((key, value) -> scope.put("otel.scope." + key, value));
    return scope.build();
  }

  static Attributes withEventName(String name, Attributes attributes) {
    if (name.isEmpty()) {
      return attributes;
    }
    Attributes.Builder all = Attributes.builder();
    attributes.text().forEach(all::put);
    attributes.numbers().forEach(all::put);
    return all.put("event.name", name).build();
  }

  /** A value as text: structured ones as JSON. */
  static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case INT_VALUE ->
          isExact(value.getIntValue())
              ? Double.toString((double) value.getIntValue())
              : Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      default -> plainText(value);
    };
  }

  private static void put(Attributes.Builder attributes, String key, AnyValue value) {
    switch (value.getValueCase()) {
      case INT_VALUE -> {
        long number = value.getIntValue();
        if (isExact(number)) {
          attributes.put(key, (double) number);
        } else {
          attributes.put(key, Long.toString(number));
        }
      }
      case DOUBLE_VALUE -> {
        double number = value.getDoubleValue();
        if (Double.isFinite(number)) {
          attributes.put(key, number);
        } else {
          attributes.put(key, Double.toString(number));
        }
      }
      default -> attributes.put(key, plainText(value));
    }
  }

  private static boolean isExact(long number) {
    return Math.abs(number) < EXACT_IN_DOUBLE;
  }

  private static String plainText(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case BYTES_VALUE -> Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray());
      case ARRAY_VALUE, KVLIST_VALUE -> json(nested(value));
      default -> "";
    };
  }

  private static Object nested(AnyValue value) {
    return switch (value.getValueCase()) {
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case BOOL_VALUE -> value.getBoolValue();
      case ARRAY_VALUE -> {
        List<Object> list = new ArrayList<>();
        value.getArrayValue().getValuesList().forEach(element -> list.add(nested(element)));
        yield list;
      }
      case KVLIST_VALUE -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (KeyValue pair : value.getKvlistValue().getValuesList()) {
          map.put(pair.getKey(), nested(pair.getValue()));
        }
        yield map;
      }
      case STRING_VALUE, BYTES_VALUE -> plainText(value);
      default -> new LinkedHashMap<>();
    };
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
