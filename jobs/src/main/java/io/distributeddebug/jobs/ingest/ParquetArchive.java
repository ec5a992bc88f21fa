package io.distributeddebug.jobs.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.format.ArchiveReader;
import io.distributeddebug.format.DamagedArchiveException;
import io.distributeddebug.format.Position;
import io.distributeddebug.format.ReadResult;
import io.distributeddebug.format.Reject;
import io.distributeddebug.format.RowSource;
import io.distributeddebug.format.TelemetrySink;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * An archive file that is Parquet, row by row. Whatever its bytes make Parquet's library throw is
 * damage: what was read before it is kept, the rest is one reject.
 */
final class ParquetArchive implements RowSource {
  /** A file with more is not read: each costs memory, whatever is in it. */
  private static final int MOST_COLUMNS = 10_000;

  private final FileContent file;
  private final String name;
  private final ParquetFileReader parquet;
  private final MessageType schema;

  private ParquetArchive(FileContent file, String name, ParquetFileReader parquet) {
    this.file = file;
    this.name = name;
    this.parquet = parquet;
    this.schema = parquet.getFooter().getFileMetaData().getSchema();
  }

  static ReadResult read(FileContent file, String name, ArchiveReader reader, TelemetrySink sink)
      throws IOException {
    InputFile input = file.seekable();
    try (ParquetFileReader parquet = open(input)) {
      int columns = parquet.getFooter().getFileMetaData().getSchema().getColumns().size();
      if (columns > MOST_COLUMNS) {
        throw new DamagedArchiveException(
            "%d columns, more than %d".formatted(columns, MOST_COLUMNS));
      }
      return reader.readRows(new ParquetArchive(file, name, parquet), sink);
    } catch (DamagedArchiveException damage) {
      sink.reject(new Reject(Position.WHOLE_FILE, damage.getMessage(), ""));
      return new ReadResult.Read(
          "none", "parquet", 0, 0, 0, 0, 1, new ReadResult.SkippedEntries(0, List.of()));
    }
  }

  private static ParquetFileReader open(InputFile input) throws IOException {
    try {
      return ParquetFileReader.open(
          input,
          ParquetReadOptions.builder(new PlainParquetConfiguration())
              .usePageChecksumVerification()
              .build());
    } catch (IOException | RuntimeException broken) {
      throw damage(broken, input.toString());
    }
  }

  /** What Parquet says of bytes that are none of its; a store that fails says something else. */
  private static IOException damage(Exception broken, String input) {
    String said = String.valueOf(broken.getMessage()).replace(input, "the file");
    said = said.lines().findFirst().orElse("");
    boolean ofBytes =
        broken instanceof RuntimeException
            || broken instanceof EOFException
            || said.startsWith("can not read class")
            || said.startsWith("could not verify");
    return ofBytes ? new DamagedArchiveException("broken Parquet: " + said) : (IOException) broken;
  }

  @Override
  public String fileName() {
    return name;
  }

  @Override
  public String container() {
    return "parquet";
  }

  @Override
  public Set<String> columns() {
    return schema.getFields().stream().map(Type::getName).collect(Collectors.toSet());
  }

  @Override
  public Optional<String> beside(String fileName) throws IOException {
    return file.beside(fileName);
  }

  @Override
  public Rows rows(Bytes bytes) {
    MessageColumnIO columns =
        new ColumnIOFactory(parquet.getFooter().getFileMetaData().getCreatedBy())
            .getColumnIO(schema);
    return new GroupedRows(columns, bytes);
  }

  /** Row group after row group. */
  private final class GroupedRows implements Rows {
    private final MessageColumnIO columns;
    private final RowNodes nodes;
    private RecordReader<ObjectNode> group;
    private long leftInGroup;

    GroupedRows(MessageColumnIO columns, Bytes bytes) {
      this.columns = columns;
      this.nodes = new RowNodes(schema, bytes);
    }

    @Override
    public Optional<ObjectNode> next() throws IOException {
      try {
        while (leftInGroup == 0) {
          PageReadStore pages = parquet.readNextRowGroup();
          if (pages == null) {
            return Optional.empty();
          }
          leftInGroup = pages.getRowCount();
          group = columns.getRecordReader(pages, nodes);
        }
        leftInGroup--;
        return Optional.of(group.read());
      } catch (IOException | RuntimeException broken) {
        throw damage(broken, parquet.getFile());
      }
    }
  }
}
