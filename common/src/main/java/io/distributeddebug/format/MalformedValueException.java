package io.distributeddebug.format;

import java.io.IOException;

/** A value of the right syntax that is not what its field needs. */
final class MalformedValueException extends IOException {
  private static final long serialVersionUID = 1;

  MalformedValueException(String message) {
    super(message);
  }
}
