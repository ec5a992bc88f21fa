package io.distributeddebug.jobs.job;

/** Where a run says what it is doing; on standard error, as a bar or as plain lines. */
public interface Progress {
  /** A new stage begins, such as {@code "reading 12 files"}. */
  void stage(String name);

  /** A sentence for the user that is not an error. */
  void note(String sentence);

  /** A warning: something is doubtful, the run goes on. */
  void warn(String sentence);

  /** Says nothing; for tests and quiet runs. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void stage(String name) {}

      @Override
      public void note(String sentence) {}

      @Override
      public void warn(String sentence) {}
    };
  }
}
