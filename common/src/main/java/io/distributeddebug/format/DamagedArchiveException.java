package io.distributeddebug.format;

import java.io.EOFException;
import java.io.IOException;

/** The bytes of a file are not what its container format promises; what came before is good. */
public final class DamagedArchiveException extends IOException {
  private static final long serialVersionUID = 1;

  public DamagedArchiveException(String message) {
    super(message);
  }

  /**
   * What a library's exception says about the bytes that it was unpacking: libraries throw of any
   * kind at bytes that they did not expect.
   *
   * @throws IOException where the bytes could not be got at all, which is no damage
   */
  static DamagedArchiveException of(Exception broken, Packing packing, PackedBytes packed)
      throws IOException {
    if (broken instanceof DamagedArchiveException already) {
      return already;
    }
    if (packed.failure().isPresent()) {
      throw packed.failure().get();
    }
    if (broken instanceof EOFException || packed.isEnded()) {
      return cutOff();
    }
    String reason =
        broken.getMessage() == null
            ? broken.getClass().getSimpleName()
            : broken.getMessage().lines().findFirst().orElse("");
    return new DamagedArchiveException("broken %s data: %s".formatted(packing.label(), reason));
  }

  static DamagedArchiveException cutOff() {
    return new DamagedArchiveException("cut off: the packed data ends too early");
  }
}
