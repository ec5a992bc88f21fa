package io.distributeddebug.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
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
    Lines lines = new Lines(in, limits.recordBytes());
    Optional<DelimitedTable> table = Optional.empty();
    for (Mapping.Table candidate : mapping.tables()) {
      if (candidate.path().fits(fileName)) {
        table = Optional.of(new DelimitedTable(candidate, limits));
        break;
      }
    }
    if (table.isPresent()) {
      table.get().read(lines, sink);
    }
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

  List<Mapping.Table> tables() {
    return mapping.tables();
  }
}
