package io.distributeddebug.jobs.lake;

/** The unit of a column, or the form of its text. */
public enum ColumnUnit {
  /** Free text, or a name. */
  TEXT("text"),
  /** Lower-case hex digits. */
  HEX("hex"),
  /** JSON text. */
  JSON("JSON"),
  /** Nanoseconds since 1970-01-01T00:00:00Z. */
  UNIX_NANOS("Unix ns"),
  NANOS("ns"),
  BYTES("bytes"),
  COUNT("count"),
  /** A share, 0..1. */
  RATIO("0..1"),
  /** -ln of a probability. */
  NATS("nat"),
  /** The unit stands in another column of the row. */
  VARIES("varies"),
  /** true or false. */
  FLAG("true/false"),
  DATE("UTC date"),
  /** A number that only tells rows apart or puts them in order. */
  NUMBER("number"),
  /** Sparse log-linear histogram of nanoseconds, as {@code LogLinearHistogram} writes it. */
  HISTOGRAM("histogram");

  private final String label;

  ColumnUnit(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
