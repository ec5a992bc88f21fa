package io.distributeddebug.jobs.ingest;

import io.distributeddebug.jobs.lake.DataFile;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What one task has read and written.
 *
 * @param files tally of each archive file
 * @param written files of each table, by its name
 * @param resources rows by resource id, each once
 * @param identities of each signal's records, for small batches only: see {@link Repeats}
 */
record TaskResult(
    List<FileTally> files,
    Map<String, List<DataFile>> written,
    Map<String, Object[]> resources,
    Map<String, long[]> identities)
    implements Serializable {}
