package io.distributeddebug.jobs.ingest;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring_index;

import io.distributeddebug.format.ArchiveReader;
import io.distributeddebug.jobs.lake.Spans;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the column {@code file} says of records from archives of files: the archive's URI, {@code
 * !/} and the entry's label.
 */
final class EntryFiles {
  private static final String SEPARATOR = ArchiveReader.ENTRY_SEPARATOR;

  private final Set<String> archives;

  EntryFiles(List<ArchiveFile> archives) {
    this.archives = archives.stream().map(ArchiveFile::uri).collect(Collectors.toSet());
  }

  static String name(String archive, String entry) {
    return entry.isEmpty() ? archive : archive + SEPARATOR + entry;
  }

  /** How many of the rows, which have the column {@code file}, come from each archive. */
  Map<String, Long> countByArchive(Dataset<Row> rows) {
    Map<String, Long> counts = new HashMap<>();
    rows.groupBy(beginning().as(Spans.FILE.name()))
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> counts.merge(archive(row.getString(0)), row.getLong(1), Long::sum));
    return counts;
  }

  /** Entries fold into their archives here, unless a folder's name holds a separator as well. */
  private Column beginning() {
    int inNames =
        archives.stream().mapToInt(uri -> uri.split(SEPARATOR, -1).length).max().orElse(1);
    return substring_index(Spans.FILE.column(), SEPARATOR, inNames);
  }

  private String archive(String file) {
    String archive = file;
    while (!archives.contains(archive) && archive.contains(SEPARATOR)) {
      archive = archive.substring(0, archive.lastIndexOf(SEPARATOR));
    }
    return archive;
  }
}
