package io.distributeddebug.jobs.ingest;

import java.io.Serializable;

/** A file of the archive that was not read, and why. */
public record SkippedFile(String file, String reason) implements Serializable {}
