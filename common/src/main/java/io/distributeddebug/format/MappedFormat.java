package io.distributeddebug.format;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Delimited text with a header line, or JSON objects, read as a mapping says. A file is the
 * mapping's if its path fits one of the mapping's patterns and its header, or first object, has
 * what is named there.
 */
public final class MappedFormat implements TelemetryFormat {
  private final Mapping mapping;
  private final Limits limits;

  private MappedFormat(Mapping mapping, Limits limits) {
    this.mapping = mapping;
    this.limits = limits;
  }

  /**
   * The format that a mapping file describes.
   *
   * @param fileName for messages
   * @throws InvalidMappingException one line that names the place
   */
  public static MappedFormat of(String fileName, String yaml, Limits limits) {
    return new MappedFormat(MappingReader.read(fileName, yaml), limits);
  }

  @Override
  public String name() {
    return mapping.name();
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    if (table(fileName, head).isPresent()) {
      return Recognition.YES;
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
    Optional<Mapping.Table> chosen = table(fileName, head(buffered));
    if (chosen.isEmpty()) {
      String reason = "path and header fit no file of mapping " + mapping.name();
      sink.reject(new Reject(Position.WHOLE_FILE, reason, ""));
      return;
    }
    Mapping.Table table = chosen.get();
    if (table.form() == Mapping.Form.JSON) {
      RowFormat.RowReader rows =
          new MappedRows(mapping, table, limits).reader(RowFormat.Beside.NOTHING);
      new JsonTable(rows, limits).read(buffered, sink);
    } else {
      Lines lines = new Lines(buffered, limits.recordBytes());
      new DelimitedTable(table, new MappedTable(mapping, table), limits).read(lines, sink);
    }
  }

  /** Its parts whose files are tables that others open. */
  List<RowFormat> rows() {
    return mapping.tables().stream()
        .filter(table -> table.form() == Mapping.Form.PARQUET)
        .<RowFormat>map(table -> new MappedRows(mapping, table, limits))
        .toList();
  }

  /**
   * Why a file is or is not read by each part of this mapping, a line each.
   *
   * @param head as in {@link #recognises}
   */
  public List<String> fit(String fileName, byte[] head) {
    List<String> lines = new ArrayList<>();
    for (Mapping.Table table : textTables()) {
      String what = "path '" + table.path().glob() + "'";
      if (!table.path().fits(fileName)) {
        lines.add(what + " does not fit the file's name");
        continue;
      }
      Set<String> missing = new TreeSet<>(table.header());
      missing.removeAll(names(table, head));
      lines.add(
          missing.isEmpty()
              ? what + " fits: " + table.signal().name().toLowerCase(Locale.ROOT)
              : what + " fits, but the file lacks " + String.join(", ", missing));
    }
    return lines;
  }

  /** Why it reads nothing of a file, in one line. */
  String misfit(String fileName, byte[] head) {
    List<String> near =
        fit(fileName, head).stream().filter(line -> line.contains(" fits, but ")).toList();
    return "mapping %s: %s"
        .formatted(name(), near.isEmpty() ? "none of its paths fits" : String.join("; ", near));
  }

  private static byte[] head(BufferedInputStream in) throws IOException {
    in.mark(HEAD_BYTES);
    byte[] head = in.readNBytes(HEAD_BYTES - 1);
    in.reset();
    return head;
  }

  private Optional<Mapping.Table> table(String fileName, byte[] head) {
    for (Mapping.Table table : textTables()) {
      if (table.path().fits(fileName) && names(table, head).containsAll(table.header())) {
        return Optional.of(table);
      }
    }
    return Optional.empty();
  }

  private List<Mapping.Table> textTables() {
    return mapping.tables().stream().filter(table -> table.form() != Mapping.Form.PARQUET).toList();
  }

  /** Columns of the header, or paths of the first object, be it in a list. */
  private Set<String> names(Mapping.Table table, byte[] head) {
    if (table.form() == Mapping.Form.JSON) {
      Set<String> names = new TreeSet<>();
      for (String path : JsonShape.of(head).paths()) {
        names.add(path.startsWith("[].") ? path.substring("[].".length()) : path);
      }
      return names;
    }
    try {
      Lines lines = new Lines(new ByteArrayInputStream(head), limits.recordBytes());
      DelimitedRecords records = new DelimitedRecords(lines, table.delimiter());
      return records.next() && records.fault().isEmpty() ? Set.copyOf(records.cells()) : Set.of();
    } catch (IOException unreadable) {
      return Set.of();
    }
  }
}
