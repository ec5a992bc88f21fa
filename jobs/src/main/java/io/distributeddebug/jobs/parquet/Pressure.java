package io.distributeddebug.jobs.parquet;

/** Raised by a column whose page has grown long between two looks at all columns. */
final class Pressure {
  static final int PAGE_BYTES = 1 << 20;

  private boolean raised;

  void report(int bufferedBytes) {
    raised |= bufferedBytes >= PAGE_BYTES;
  }

  boolean isRaised() {
    return raised;
  }

  void relieve() {
    raised = false;
  }
}
