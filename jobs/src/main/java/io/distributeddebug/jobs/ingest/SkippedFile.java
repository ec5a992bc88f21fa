package io.distributeddebug.jobs.ingest;

/** A file of the archive that was not read, and why. */
public record SkippedFile(String file, String reason) {}
