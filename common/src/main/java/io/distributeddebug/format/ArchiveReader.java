package io.distributeddebug.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.redaction.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads one file of an archive, whatever its compression and format: unpacks, recognises, redacts.
 * A tar or zip is read as the files in it. Damage inside the file is a reject; only failures to get
 * its bytes are thrown.
 */
public final class ArchiveReader {
  /** Between the name of an archive and that of a file in it. */
  public static final String ENTRY_SEPARATOR = "!/";

  private final Formats formats;
  private final Limits limits;
  private final Redaction redaction;

  public ArchiveReader(Formats formats, Limits limits, Redaction redaction) {
    this.formats = formats;
    this.limits = limits;
    this.redaction = redaction;
  }

  public static ArchiveReader standard() {
    return new ArchiveReader(
        Formats.standard(Limits.STANDARD), Limits.STANDARD, Redaction.standard());
  }

  /**
   * Reads the file to its end, or to where it is damaged. The stream stays open.
   *
   * @param fileName path or URI; what a mapping's pattern is compared with
   * @throws IOException when {@code in} itself fails
   */
  public ReadResult read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    return new FileReading(formats, redaction, sink).read(fileName, in, limits);
  }

  /** Whether {@link #readRows} may know what is in a file of rows. */
  public boolean readsRows() {
    return !formats.tables().isEmpty();
  }

  /**
   * As {@link #read}, of a file of rows that is open; in positions a row stands for a line.
   *
   * @throws IOException when what {@code table} stands on fails
   */
  public ReadResult readRows(RowSource table, TelemetrySink sink) throws IOException {
    Optional<RowFormat> format =
        formats.tables().stream()
            .filter(known -> known.recognises(table.fileName(), table.columns()))
            .findFirst();
    if (format.isEmpty()) {
      return new ReadResult.Skipped(
          "its columns are those of none of: "
              + formats.tables().stream().map(RowFormat::name).collect(Collectors.joining(", ")));
    }
    RedactingSink counted = new RedactingSink(sink, redaction);
    RowFormat.RowReader reader = format.get().reader(table::beside);
    RowSource.Rows rows = table.rows(format.get().bytes());
    try {
      long number = 0;
      for (Optional<ObjectNode> row = rows.next(); row.isPresent(); row = rows.next()) {
        reader.read(row.get(), new PlacedRecords(counted, ++number));
      }
    } catch (DamagedArchiveException damage) {
      counted.reject(new Reject(Position.WHOLE_FILE, damage.getMessage(), ""));
    }
    return counted.result(
        format.get().name(), table.container(), new ReadResult.SkippedEntries(0, List.of()));
  }
}
