package io.distributeddebug.jobs.lake;

import io.distributeddebug.jobs.parquet.ColumnarFile;
import io.distributeddebug.jobs.parquet.Values;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
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
  private final List<String> ranged;
  private final StructType storedSchema;
  private final LinkedHashMap<List<Object>, OpenFile> open = new LinkedHashMap<>(16, 0.75f, true);
  private final List<DataFile> written = new ArrayList<>();
  private int count;
  private OpenFile last;

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
            .mapToObj(i -> names[i])
            .toList();
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
    if (last != null && isOf(last, row)) {
      last.write(row);
      return;
    }
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
      file = new OpenFile(key);
      open.put(key, file);
    }
    last = file;
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
      file.file.close();
    }
    open.clear();
  }

  /** Rows of one partition mostly come one after the other. */
  private boolean isOf(OpenFile file, Object[] row) {
    for (int i = 0; i < partitions.length; i++) {
      if (!file.key.get(i).equals(partitionValue(row[partitions[i]]))) {
        return false;
      }
    }
    return true;
  }

  private static Object partitionValue(Object value) {
    return value instanceof Long number ? number : (Object) Values.epochDay(value);
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
    private final List<Object> key;
    private final Map<String, String> partition;
    private final ColumnarFile file;
    private long rows;

    OpenFile(List<Object> key) throws IOException {
      this.key = key;
      this.partition = partition(key);
      Path folder = root;
      for (Map.Entry<String, String> level : partition.entrySet()) {
        folder = new Path(folder, level.getKey() + "=" + level.getValue());
      }
      this.path = new Path(folder, "part-" + prefix + "-" + count++ + ".zstd.parquet");
      this.file = new ColumnarFile(path, storedSchema, configuration);
    }

    void write(Object[] row) throws IOException {
      file.write(row, stored);
      rows++;
    }

    DataFile finish() throws IOException {
      ColumnRanges ranges = ColumnRanges.of(file.finish(), ranged);
      FileStatus status = path.getFileSystem(configuration).getFileStatus(path);
      return new DataFile(
          status.getPath().toString(),
          status.getLen(),
          status.getModificationTime(),
          rows,
          partition,
          ranges.least(),
          ranges.greatest(),
          ranges.leastText(),
          ranges.greatestText());
    }
  }
}
