package io.distributeddebug.format;

import java.io.IOException;

/** The bytes of a file are not what its container format promises; what came before is good. */
final class DamagedArchiveException extends IOException {
  private static final long serialVersionUID = 1;

  DamagedArchiveException(String message) {
    super(message);
  }
}
