package io.distributeddebug.format;

/** What a format says to a file. */
public sealed interface Recognition {
  Recognition YES = new Yes();
  Recognition NO = new No();

  /** It is this format's, but holds no telemetry. */
  static Recognition skip(String reason) {
    return new Skip(reason);
  }

  record Yes() implements Recognition {}

  record No() implements Recognition {}

  record Skip(String reason) implements Recognition {}
}
