package io.distributeddebug.simulation;

/**
 * What all spans of one trace share: its id, the customer and goods it is about, and whether it is
 * recorded (the traces that only warm the queues up are not).
 *
 * @param startNanos when the request came in that set it off
 */
record Request(long traceHigh, long traceLow, long startNanos, boolean recorded) {
  static Request of(long seed, long startNanos, boolean recorded) {
    return new Request(Dice.hash(seed, 1), Dice.hash(seed, 2) | 1, startNanos, recorded);
  }

  /** A trace of its own for what a message sets off later. */
  Request linked(long key) {
    return of(Dice.hash(traceHigh, traceLow, key), startNanos, recorded);
  }

  Dice dice() {
    return new Dice(Dice.hash(traceHigh, traceLow));
  }

  /** The template with its {@code {fields}} filled in. */
  String fill(String template, String detail) {
    int open = template.indexOf('{');
    if (open < 0) {
      return template;
    }
    StringBuilder text = new StringBuilder(template.length() + 24);
    int from = 0;
    for (; open >= 0; open = template.indexOf('{', from)) {
      int close = template.indexOf('}', open);
      text.append(template, from, open);
      String field = template.substring(open + 1, close);
      text.append(field.equals("detail") ? detail : value(field));
      from = close + 1;
    }
    return text.append(template, from, template.length()).toString();
  }

  private String value(String field) {
    long number = Dice.hash(traceLow, field.hashCode()) >>> 1;
    return switch (field) {
      case "user" -> "u" + (10_000 + number % 4_000);
      case "product" -> "P" + (100 + number % 400);
      case "order" -> "ord-" + Long.toString(number % 0x7FFFFFFFL, 36);
      case "cart" -> Hex.of(number).substring(0, 12);
      case "amount" -> (5 + number % 250) + "." + (10 + number % 89);
      case "count" -> Long.toString(1 + number % 6);
      case "millis" -> Long.toString(1 + number % 30);
      default ->
          throw new IllegalArgumentException("Invalid field: " + field + ", not one of a request");
    };
  }
}
