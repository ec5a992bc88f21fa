package io.distributeddebug.finding;

/** The unit of a measured value. */
public enum Unit {
  COUNT("1"),
  NANOS("ns"),
  BYTES("By"),
  RATIO("1"),
  PER_SECOND("1/s"),
  /** -ln of the probability that chance alone does it. */
  NATS("nat");

  private final String symbol;

  Unit(String symbol) {
    this.symbol = symbol;
  }

  /** UCUM symbol. */
  public String symbol() {
    return symbol;
  }
}
