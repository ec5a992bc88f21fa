package io.distributeddebug.jobs.lake;

import io.distributeddebug.telemetry.Window;
import java.util.List;
import java.util.Optional;

/**
 * What a table holds, from its log alone: no file is opened.
 *
 * @param rows -1 where some file does not say
 * @param time first to last time in it (end excluded); empty for tables without a time, or empty
 *     ones
 */
public record TableStatistics(
    String table, long version, long rows, int files, long bytes, Optional<Window> time) {

  static TableStatistics of(Table table, long version, List<DataFile> files) {
    long rows = 0;
    long bytes = 0;
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    String time = table.time().map(Field::name).orElse("");
    for (DataFile file : files) {
      rows = rows < 0 || file.rows() < 0 ? -1 : rows + file.rows();
      bytes += file.bytes();
      from = Math.min(from, file.least().getOrDefault(time, Long.MAX_VALUE));
      to = Math.max(to, file.greatest().getOrDefault(time, Long.MIN_VALUE));
    }
    Optional<Window> range =
        from <= to
            ? Optional.of(new Window(from, to == Long.MAX_VALUE ? to : to + 1))
            : Optional.empty();
    return new TableStatistics(table.name(), version, rows, files.size(), bytes, range);
  }
}
