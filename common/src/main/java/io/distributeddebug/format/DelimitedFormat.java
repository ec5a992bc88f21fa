package io.distributeddebug.format;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/**
 * Delimited text with a header line, read as a mapping says. A file is the mapping's if its path
 * fits one of the mapping's patterns and its header has the columns named there.
 */
public final class DelimitedFormat implements TelemetryFormat {
  private final Mapping mapping;
  private final Limits limits;

  private DelimitedFormat(Mapping mapping, Limits limits) {
    this.mapping = mapping;
    this.limits = limits;
  }

  /**
   * The format that a mapping file describes.
   *
   * @param fileName for messages
   * @throws InvalidMappingException one line that names the place
   */
  public static DelimitedFormat of(String fileName, String yaml, Limits limits) {
    return new DelimitedFormat(MappingReader.read(fileName, yaml), limits);
  }

  @Override
  public String name() {
    return mapping.name();
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    try {
      if (table(fileName, head).isPresent()) {
        return Recognition.YES;
      }
    } catch (IOException unreadable) {
      return Recognition.NO;
    }
    for (Mapping.SkippedFiles skipped : mapping.skipped()) {
      if (skipped.path().fits(fileName)) {
        return Recognition.skip(skipped.reason());
      }
    }
    return Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, HEAD_BYTES);
    Optional<Mapping.Table> table = table(fileName, firstLine(buffered));
    if (table.isEmpty()) {
      String reason = "path and header fit no file of mapping " + mapping.name();
      sink.reject(new Reject(Position.WHOLE_FILE, reason, ""));
      return;
    }
    Lines lines = new Lines(buffered, limits.recordBytes());
    new DelimitedTable(table.get(), limits).read(lines, sink);
  }

  private static byte[] firstLine(BufferedInputStream in) throws IOException {
    in.mark(HEAD_BYTES);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n' && line.size() < HEAD_BYTES - 1; b = in.read()) {
      line.write(b);
    }
    in.reset();
    return line.toByteArray();
  }

  private Optional<Mapping.Table> table(String fileName, byte[] head) throws IOException {
    for (Mapping.Table table : mapping.tables()) {
      if (table.path().fits(fileName)) {
        Lines lines = new Lines(new ByteArrayInputStream(head), limits.recordBytes());
        DelimitedRecords records = new DelimitedRecords(lines, table.delimiter());
        boolean fits = records.next() && Set.copyOf(records.cells()).containsAll(table.header());
        if (fits && records.fault().isEmpty()) {
          return Optional.of(table);
        }
      }
    }
    return Optional.empty();
  }
}
