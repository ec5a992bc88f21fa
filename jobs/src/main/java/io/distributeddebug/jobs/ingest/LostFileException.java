package io.distributeddebug.jobs.ingest;

/** A file of an archive could not be had whole: nothing of it may be stored. */
final class LostFileException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ArchiveFile file;

  LostFileException(ArchiveFile file, String reason) {
    super(reason);
    this.file = file;
  }

  ArchiveFile file() {
    return file;
  }
}
