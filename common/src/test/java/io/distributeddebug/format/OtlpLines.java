package io.distributeddebug.format;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Lines of OTLP JSON by chance: as collectors write them, or with what other writers do. */
final class OtlpLines {
  private final Random random;
  private boolean usual;

  OtlpLines(Random random) {
    this.random = random;
  }

  /** Of the form that the scanner knows. */
  byte[] usualLine() {
    usual = true;
    return bytes();
  }

  /** With names in snake case, numbers as text, fields twice and whatever else is seen. */
  byte[] line() {
    usual = random.nextInt(3) == 0;
    return bytes();
  }

  private byte[] bytes() {
    String line =
        "{"
            + odd("\"other\":" + scalar() + ",")
            + key("resourceSpans")
            + list(this::block, 3)
            + "}";
    return line.getBytes(StandardCharsets.UTF_8);
  }

  private interface Part {
    String make();
  }

  private String block() {
    String resource = key("resource") + "{" + key("attributes") + attributes() + dropped() + "}";
    String scopes = key("scopeSpans") + list(this::scope, 3);
    String both = one(9) ? scopes : resource + "," + scopes;
    both = odd(1, scopes + "," + resource, both);
    return "{" + both + (one(3) ? "," + key("schemaUrl") + text() : "") + "}";
  }

  private String scope() {
    String scope =
        key("scope")
            + "{"
            + key("name")
            + text()
            + (one(2) ? "," + key("version") + text() : "")
            + odd("," + key("attributes") + attributes())
            + "}";
    String spans = key("spans") + list(this::span, 4);
    return "{" + odd(1, spans + "," + scope, one(5) ? spans : scope + "," + spans) + "}";
  }

  private String span() {
    StringBuilder span = new StringBuilder("{");
    span.append(key("traceId")).append(id(32));
    span.append(',').append(key("spanId")).append(id(16));
    if (one(2)) {
      span.append(',').append(key("parentSpanId")).append(one(3) ? "\"\"" : id(16));
    }
    span.append(odd("," + key("traceState") + text()));
    span.append(',').append(key("name")).append(text());
    if (!one(9)) {
      span.append(',').append(key("kind")).append(kind());
    }
    span.append(',').append(key("startTimeUnixNano")).append(time());
    span.append(',').append(key("endTimeUnixNano")).append(time());
    if (!one(5)) {
      span.append(',').append(key("attributes")).append(attributes()).append(dropped());
    }
    if (one(3)) {
      span.append(',').append(key("events")).append(list(this::event, 3));
    }
    if (one(4)) {
      span.append(',').append(key("links")).append(list(this::link, 3));
    }
    span.append(odd("," + key("name") + text()));
    span.append(odd("," + key("other") + scalar()));
    if (one(2)) {
      span.append(',').append(key("flags")).append(random.nextInt(300));
    }
    return span.append(',').append(key("status")).append(status()).append('}').toString();
  }

  private String event() {
    return "{"
        + (key("timeUnixNano") + time() + "," + key("name") + text())
        + (one(2) ? "," + key("attributes") + attributes() + dropped() : "")
        + "}";
  }

  private String link() {
    return "{"
        + (key("traceId") + id(32) + "," + key("spanId") + id(16))
        + (one(3) ? "," + key("attributes") + attributes() : "")
        + "}";
  }

  private String status() {
    String message = one(3) ? key("message") + text() : "";
    String code =
        one(2) ? "" : key("code") + odd(2, "\"STATUS_CODE_ERROR\"", random.nextInt(4) + "");
    return "{" + message + (message.isEmpty() || code.isEmpty() ? "" : ",") + code + "}";
  }

  private String attributes() {
    return list(this::attribute, 7);
  }

  private String attribute() {
    String key = key("key") + "\"" + text("k" + random.nextInt(9), "http.status") + "\"";
    String value = key("value") + value(0);
    return odd(1, "{" + value + "," + key + "}", "{" + key + "," + value + "}");
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 3 ? 6 : 9)) {
      case 0 -> "{" + key("intValue") + "\"" + number() + "\"}";
      case 1 -> "{" + key("intValue") + random.nextInt(100_000) + "}";
      case 2 -> "{" + key("doubleValue") + random.nextGaussian() + "}";
      case 3 -> "{" + key("boolValue") + random.nextBoolean() + "}";
      case 4 -> odd(1, scalar(), "{}");
      case 5, 6 -> "{" + key("stringValue") + text() + "}";
      case 7 -> "{\"arrayValue\":{\"values\":" + list(() -> value(depth + 1), 3) + "}}";
      default ->
          "{\"kvlistValue\":{\"values\":"
              + list(() -> "{\"key\":" + text() + ",\"value\":" + value(depth + 1) + "}", 3)
              + "}}";
    };
  }

  private String dropped() {
    return one(4) ? "," + key("droppedAttributesCount") + random.nextInt(9) : "";
  }

  private String kind() {
    return odd(2, "\"SPAN_KIND_CLIENT\"", random.nextInt(7) + "");
  }

  private String id(int digits) {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < digits; i++) {
      id.append("0123456789abcdef".charAt(random.nextInt(16)));
    }
    String hex = "\"" + id + "\"";
    return odd(
        3,
        odd(1, "\"" + "0".repeat(digits) + "\"", hex.toUpperCase(java.util.Locale.ROOT)),
        odd(1, "\"W47/95gDgQPSabYzgT/GDA==\"", hex));
  }

  private String time() {
    long time = 1_700_000_000_000_000_000L + random.nextInt();
    return odd(3, Long.toString(time), odd(1, "\"" + number() + "\"", "\"" + time + "\""));
  }

  private String number() {
    String[] odd = {"0", "-1", "007", "9223372036854775807", "9223372036854775808", "1.5", "-0"};
    return random.nextInt(3) == 0 ? odd[random.nextInt(odd.length)] : random.nextInt(70_000) + "";
  }

  private String scalar() {
    String[] known = {
      "null", "true", "false", "1", "-0", "1.5e-7", "\"x\"", "[1,[2]]", "{\"a\":{}}"
    };
    return known[random.nextInt(known.length)];
  }

  private String text() {
    return "\"" + text("a", "http.request.method") + "\"";
  }

  private String text(String one, String other) {
    return switch (random.nextInt(12)) {
      case 0 -> one;
      case 1 -> "";
      case 2 -> "\u00e9t\u00e9 \u4f60";
      case 3 -> "\\n\\t\\\\ \\\" \\u00e9 \\ud83d\\ude00 \\ud800 \\/";
      case 4 -> "\uD83D\uDE00".repeat(random.nextInt(4));
      case 5 -> "x".repeat(random.nextInt(300));
      default -> other + random.nextInt(40);
    };
  }

  private String list(Part part, int most) {
    StringBuilder list = new StringBuilder("[");
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      list.append(list.length() == 1 ? "" : ",").append(blank()).append(part.make());
    }
    return list.append(blank()).append(']').toString();
  }

  private String key(String name) {
    String snake = name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    return "\"" + odd(1, snake, name) + "\"" + blank() + ":" + blank();
  }

  private String blank() {
    return one(200) ? " \t" : "";
  }

  private String odd(String part) {
    return odd(2, part, "");
  }

  /** Something unusual, in so many of a hundred cases. */
  private String odd(int percent, String unusual, String other) {
    return !usual && random.nextInt(100) < percent ? unusual : other;
  }

  private boolean one(int in) {
    return random.nextInt(in) == 0;
  }
}
