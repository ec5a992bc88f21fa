package io.distributeddebug.jobs.ingest;

import java.io.Serializable;

/**
 * A file to take in; another size or tag under the same URI is another file.
 *
 * @param tag the object's ETag; of a local file a hash of its content
 */
record ArchiveFile(String uri, long bytes, String tag) implements Serializable {}
