package io.distributeddebug.jobs.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.kernel.Snapshot;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.ScanImpl;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** One table at one version: its files, listed in plain Java from the log. */
public final class TableVersion {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Table table;
  private final Engine engine;
  private final Snapshot snapshot;
  private List<Entry> entries;

  TableVersion(Table table, Engine engine, Snapshot snapshot) {
    this.table = table;
    this.engine = engine;
    this.snapshot = snapshot;
  }

  /** A file, and the log's own entry for it. */
  record Entry(DataFile file, AddFile action, boolean hasDeletedRows) {}

  public Table table() {
    return table;
  }

  public long version() {
    return snapshot.getVersion();
  }

  /** The table's files at this version, in the order of their paths. */
  public List<DataFile> files() {
    return entries().stream().map(Entry::file).toList();
  }

  /** The last version of a writer's transactions that this version has in it. */
  public OptionalLong transactionVersion(String writer) {
    return snapshot
        .getLatestTransactionVersion(engine, writer)
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  Snapshot snapshot() {
    return snapshot;
  }

  /** Whether its files can be read as the Parquet that they are, without Delta. */
  boolean isPlainParquet() {
    String mapping = snapshot.getTableProperties().getOrDefault("delta.columnMapping.mode", "none");
    return mapping.equals("none") && entries().stream().noneMatch(Entry::hasDeletedRows);
  }

  synchronized List<Entry> entries() {
    if (entries == null) {
      entries = list();
    }
    return entries;
  }

  private List<Entry> list() {
    List<Entry> found = new ArrayList<>();
    ScanImpl scan = (ScanImpl) snapshot.getScanBuilder().build();
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine, true)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          while (rows.hasNext()) {
            found.add(entry(rows.next()));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    found.sort((a, b) -> a.file().path().compareTo(b.file().path()));
    return List.copyOf(found);
  }

  private static Entry entry(Row row) {
    FileStatus status = InternalScanFileUtils.getAddFileStatus(row);
    AddFile action = new AddFile(row.getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL));
    Map<String, Long> least = new HashMap<>();
    Map<String, Long> greatest = new HashMap<>();
    Map<String, String> leastText = new HashMap<>();
    Map<String, String> greatestText = new HashMap<>();
    long rows = -1;
    if (action.getStatsJson().isPresent()) {
      JsonNode statistics = parse(action.getStatsJson().get());
      rows = statistics.path("numRecords").asLong(-1);
      sort(statistics.path("minValues"), least, leastText);
      sort(statistics.path("maxValues"), greatest, greatestText);
    }
    return new Entry(
        new DataFile(
            status.getPath(),
            status.getSize(),
            status.getModificationTime(),
            rows,
            InternalScanFileUtils.getPartitionValues(row),
            least,
            greatest,
            leastText,
            greatestText),
        action,
        InternalScanFileUtils.getDeletionVectorDescriptorFromRow(row) != null);
  }

  private static void sort(JsonNode values, Map<String, Long> numbers, Map<String, String> texts) {
    for (Map.Entry<String, JsonNode> value : values.properties()) {
      if (value.getValue().isIntegralNumber()) {
        numbers.put(value.getKey(), value.getValue().longValue());
      } else if (value.getValue().isTextual()) {
        texts.put(value.getKey(), value.getValue().textValue());
      }
    }
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
