package io.distributeddebug.consistency.isolation;

/** Why one transaction comes before another. */
enum EdgeKind {
  /** The same session ran one after the other. */
  SESSION("session"),
  /** The later read what the earlier wrote. */
  WR("wr"),
  /** The later wrote the next version of a key. */
  WW("ww"),
  /** The earlier read a version that the later replaced. */
  RW("rw"),
  /** A third read one version though the other was visible to it, so that one is the later. */
  FORCED("co"),
  /** The earlier had ended before the later began. */
  REAL_TIME("real-time");

  private final String word;

  EdgeKind(String word) {
    this.word = word;
  }

  /** As relations of counterexamples name it. */
  String word() {
    return word;
  }
}
