package io.distributeddebug.format;

/**
 * How far a file unpacks: the bytes that one layer of packing gives, all entries of an archive
 * together, against the bytes of the file that were read for them.
 */
final class Inflation {
  private final PackedBytes file;
  private final Limits limits;
  private long unpackedBytes;
  private Inflation below;

  Inflation(PackedBytes file, Limits limits) {
    this.file = file;
    this.limits = limits;
  }

  /** Of the layer inside this one. */
  Inflation below() {
    below = below == null ? new Inflation(file, limits) : below;
    return below;
  }

  void add(int bytes) throws DamagedArchiveException {
    unpackedBytes += bytes;
    if (unpackedBytes > limits.inflationFreeBytes()
        && unpackedBytes / limits.inflationRatio() > file.bytes()) {
      throw new DamagedArchiveException(
          "unpacks to more than %d times its size; see --max-inflation"
              .formatted(limits.inflationRatio()));
    }
  }
}
