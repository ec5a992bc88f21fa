package io.distributeddebug.trace;

/**
 * One number for the way from the root to each span: services and operations of all spans on it, in
 * order (64-bit FNV-1a). Equal for equal ways in whatever trace, so that spans can be grouped by
 * how they were reached. A way below an inferred parent is that of the inferred parent.
 */
public final class PathHashes {
  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final char END = 0xffff;

  private PathHashes() {}

  /** By span. */
  public static long[] of(Trace trace) {
    long[] hashes = new long[trace.size()];
    for (int span = 0; span < hashes.length; span++) {
      int parent = trace.parent(span);
      long above = parent < 0 ? BASIS : hashes[parent];
      hashes[span] = mix(mix(above, trace.service(span)), trace.operation(span));
    }
    return hashes;
  }

  private static long mix(long hash, String text) {
    long mixed = hash;
    for (int i = 0; i < text.length(); i++) {
      mixed = (mixed ^ text.charAt(i)) * PRIME;
    }
    return (mixed ^ END) * PRIME; // so that "a" + "bc" is not "ab" + "c"
  }
}
