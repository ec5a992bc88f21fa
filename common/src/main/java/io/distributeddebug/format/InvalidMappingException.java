package io.distributeddebug.format;

/** A mapping file that cannot be used; the message is one line and names line and column. */
public final class InvalidMappingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  InvalidMappingException(String message) {
    super(message);
  }
}
