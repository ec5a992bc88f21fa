package io.distributeddebug.format;

/** Thrown where bytes are not what the quick way can read; the thorough way reads them instead. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  RefusedException() {
    super("not for the quick way", null, false, false);
  }
}
