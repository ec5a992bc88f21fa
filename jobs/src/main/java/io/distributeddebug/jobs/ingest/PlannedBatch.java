package io.distributeddebug.jobs.ingest;

import java.util.List;

/**
 * Files that are taken in together.
 *
 * @param readAs fingerprint of the formats and mappings it was planned with
 */
record PlannedBatch(String id, List<ArchiveFile> files, String readAs) {
  PlannedBatch {
    files = List.copyOf(files);
  }
}
