package io.distributeddebug.jobs.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import io.distributeddebug.jobs.lake.DataFile;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Finds records of a batch that repeat one another or a row that the table has, by time and content
 * hash, and rewrites the files that hold any without them. Of repeats in a batch the first by file
 * and position stays.
 */
final class Repeats {
  private static final String PATH = "data_path";
  private static final String PLACE = "place";
  private static final String KNOWN = "known";

  private final Lake lake;
  private final Table table;
  private final PlannedBatch batch;

  Repeats(Lake lake, Table table, PlannedBatch batch) {
    this.lake = lake;
    this.table = table;
    this.batch = batch;
  }

  /**
   * What is left to commit.
   *
   * @param dropped repeats by archive file, see {@link EntryFiles}
   */
  record Outcome(List<DataFile> files, Map<String, Long> dropped) {}

  /** Whether any of the hashes is there twice. */
  static boolean among(long[] hashes) {
    long[] sorted = hashes.clone();
    Arrays.parallelSort(sorted);
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] == sorted[i - 1]) {
        return true;
      }
    }
    return false;
  }

  /**
   * Drops repeats.
   *
   * @param fresh the batch's files
   * @param there the table's files that may hold the same records
   */
  Outcome drop(List<DataFile> fresh, List<DataFile> there) {
    Dataset<Row> repeats = repeats(fresh, there).persist();
    try {
      Map<String, Long> dropped = new EntryFiles(batch.files()).countByArchive(repeats);
      if (dropped.isEmpty()) {
        return new Outcome(fresh, Map.of());
      }
      Set<String> touched = new HashSet<>();
      repeats
          .select(PATH)
          .distinct()
          .collectAsList()
          .forEach(row -> touched.add(comparable(row.getString(0))));
      List<DataFile> kept = new ArrayList<>();
      List<DataFile> rewritten = new ArrayList<>();
      for (DataFile file : fresh) {
        (touched.contains(comparable(file.path())) ? rewritten : kept).add(file);
      }
      Dataset<Row> left =
          lake.read(table, rewritten)
              .join(
                  repeats.select(Spans.FILE.column(), Spans.POSITION.column()),
                  scala.jdk.javaapi.CollectionConverters.asScala(
                          List.of(Spans.FILE.name(), Spans.POSITION.name()))
                      .toSeq(),
                  "left_anti");
      kept.addAll(lake.write(table, batch.id() + "-u", left));
      return new Outcome(kept, dropped);
    } finally {
      repeats.unpersist();
    }
  }

  private Dataset<Row> repeats(List<DataFile> fresh, List<DataFile> there) {
    Column time = table.time().orElseThrow().column();
    Column hash = Spans.RECORD_HASH.column();
    Dataset<Row> placed =
        lake.read(table, fresh)
            .select(
                time,
                hash,
                Spans.FILE.column(),
                Spans.POSITION.column(),
                col("_metadata.file_path").as(PATH))
            .withColumn(
                PLACE,
                row_number()
                    .over(
                        Window.partitionBy(time, hash)
                            .orderBy(Spans.FILE.column(), Spans.POSITION.column())));
    if (there.isEmpty()) {
      return placed.where(col(PLACE).gt(1));
    }
    Dataset<Row> known =
        lake.read(table, there).select(time, hash).distinct().withColumn(KNOWN, lit(true));
    return placed
        .join(
            known,
            scala.jdk.javaapi.CollectionConverters.asScala(
                    List.of(table.time().orElseThrow().name(), Spans.RECORD_HASH.name()))
                .toSeq(),
            "left")
        .where(col(PLACE).gt(1).or(col(KNOWN).isNotNull()));
  }

  private static String comparable(String path) {
    return new Path(path).toUri().getPath();
  }
}
