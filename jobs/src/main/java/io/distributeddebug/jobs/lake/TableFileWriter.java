package io.distributeddebug.jobs.lake;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Writes rows of one table into Parquet files in its folder, one a partition, in the order in which
 * rows come. The files belong to the table only once {@link TableLog} has committed them; those of
 * a writer that died are swept with the table's other old files.
 */
public final class TableFileWriter implements AutoCloseable {
  // Hostile times can spread one file's records over any number of days.
  private static final int MOST_OPEN_FILES = 24;
  private static final int COLUMNS_WITH_RANGE = 8;

  private final Path root;
  private final String prefix;
  private final Configuration configuration;
  private final String[] names;
  private final int[] stored;
  private final int[] partitions;
  private final int[] ranged;
  private final StructType storedSchema;
  private final LinkedHashMap<List<Object>, OpenFile> open = new LinkedHashMap<>(16, 0.75f, true);
  private final List<DataFile> written = new ArrayList<>();
  private int count;

  /**
   * @param location of the lake
   * @param prefix begin of the files' names: no two writers, nor two tries of a task, share it
   */
  public TableFileWriter(Table table, String location, String prefix, Configuration configuration) {
    this.root = new Path(location, table.name());
    this.prefix = prefix;
    this.configuration = configuration;
    this.names = table.schema().fieldNames();
    StructField[] fields = table.schema().fields();
    List<String> partitionNames = table.partitionedBy().stream().map(Field::name).toList();
    this.partitions = partitionNames.stream().mapToInt(List.of(names)::indexOf).toArray();
    this.stored =
        IntStream.range(0, names.length).filter(i -> !partitionNames.contains(names[i])).toArray();
    this.ranged =
        IntStream.of(stored)
            .filter(
                i ->
                    fields[i].dataType() instanceof LongType
                        || fields[i].dataType() instanceof StringType)
            .limit(COLUMNS_WITH_RANGE)
            .toArray();
    this.storedSchema =
        new StructType(IntStream.of(stored).mapToObj(i -> fields[i]).toArray(StructField[]::new));
    for (int i : partitions) {
      if (!(fields[i].dataType() instanceof DateType || fields[i].dataType() instanceof LongType)) {
        throw new IllegalArgumentException("Invalid partition column: " + names[i]);
      }
    }
  }

  /** Adds a row: a value for each of the table's columns, in their order. */
  public void write(Object[] row) throws IOException {
    List<Object> key = new ArrayList<>(partitions.length);
    for (int i : partitions) {
      key.add(partitionValue(row[i]));
    }
    OpenFile file = open.get(key);
    if (file == null) {
      if (open.size() == MOST_OPEN_FILES) {
        Iterator<OpenFile> oldest = open.values().iterator();
        written.add(oldest.next().finish());
        oldest.remove();
      }
      file = new OpenFile(partition(key));
      open.put(key, file);
    }
    file.write(row);
  }

  /** Completes all files and tells what they are. */
  public List<DataFile> finish() throws IOException {
    for (OpenFile file : open.values()) {
      written.add(file.finish());
    }
    open.clear();
    return List.copyOf(written);
  }

  @Override
  public void close() throws IOException {
    for (OpenFile file : open.values()) {
      file.writer.close();
    }
    open.clear();
  }

  private static Object partitionValue(Object value) {
    return value instanceof Long number ? number : (Object) ParquetRows.epochDay(value);
  }

  private Map<String, String> partition(List<Object> key) {
    Map<String, String> partition = new LinkedHashMap<>();
    for (int i = 0; i < partitions.length; i++) {
      Object value = key.get(i);
      partition.put(
          names[partitions[i]],
          value instanceof Integer day
              ? LocalDate.ofEpochDay(day).toString()
              : Long.toString((Long) value));
    }
    return partition;
  }

  private final class OpenFile {
    private final Path path;
    private final Map<String, String> partition;
    private final ParquetWriter<Object[]> writer;
    private final ColumnRange[] ranges;
    private long rows;

    OpenFile(Map<String, String> partition) throws IOException {
      this.partition = partition;
      Path folder = root;
      for (Map.Entry<String, String> level : partition.entrySet()) {
        folder = new Path(folder, level.getKey() + "=" + level.getValue());
      }
      this.path = new Path(folder, "part-" + prefix + "-" + count++ + ".zstd.parquet");
      this.writer = ParquetRows.open(path, storedSchema, configuration);
      this.ranges =
          IntStream.of(ranged).mapToObj(i -> new ColumnRange(names[i])).toArray(ColumnRange[]::new);
    }

    void write(Object[] row) throws IOException {
      Object[] values = new Object[stored.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = row[stored[i]];
      }
      writer.write(values);
      for (int i = 0; i < ranges.length; i++) {
        ranges[i].include(row[ranged[i]]);
      }
      rows++;
    }

    DataFile finish() throws IOException {
      writer.close();
      FileStatus status = path.getFileSystem(configuration).getFileStatus(path);
      Map<String, Long> least = new HashMap<>();
      Map<String, Long> greatest = new HashMap<>();
      Map<String, String> leastText = new HashMap<>();
      Map<String, String> greatestText = new HashMap<>();
      for (ColumnRange range : ranges) {
        range.putInto(least, greatest, leastText, greatestText);
      }
      return new DataFile(
          status.getPath().toString(),
          status.getLen(),
          status.getModificationTime(),
          rows,
          partition,
          least,
          greatest,
          leastText,
          greatestText);
    }
  }
}
