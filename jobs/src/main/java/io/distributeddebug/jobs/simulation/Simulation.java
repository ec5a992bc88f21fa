package io.distributeddebug.jobs.simulation;

import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.simulation.ShopSimulation;
import io.distributeddebug.simulation.SimulationSettings;
import io.distributeddebug.simulation.Truth;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Writes the archive of a simulated shop, one task a part. */
public final class Simulation {
  private final SparkSession spark;

  public Simulation(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * What has been written.
   *
   * @param truthFile beside the archive, never inside it
   */
  public record Archive(long spans, long logs, long metricPoints, String truthFile, Truth truth) {}

  /**
   * Writes the archive to a folder that is new or empty, and then the truth to a file of the same
   * name with {@code .truth.json} at its end. Where that fails, nothing stays behind.
   *
   * @param out local path or URI of the folder
   * @throws UserError if there is something in the folder already, or it cannot be written
   */
  public Archive write(
      SimulationSettings settings, String out, Compression compression, Progress progress) {
    ShopSimulation simulation = new ShopSimulation(settings);
    Path archive = new Path(out.replaceFirst("(?<=.)/+$", ""));
    Path truthFile = archive.suffix(".truth.json");
    SerializableConfiguration configuration =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    try (FileSystem fileSystem = open(archive, configuration.value())) {
      checkNew(fileSystem, archive);
      fileSystem.delete(truthFile, false);
      progress.stage("simulating " + settings.spans() + " spans");
      ArchivePart.Counts counts;
      try {
        counts = run(settings, simulation.parts().size(), archive, compression, configuration);
        try (OutputStream file = fileSystem.create(truthFile, true)) {
          file.write(simulation.truth().json().getBytes(StandardCharsets.UTF_8));
        }
      } catch (IOException | RuntimeException e) {
        fileSystem.delete(archive, true);
        throw e;
      }
      return new Archive(
          counts.spans(),
          counts.logs(),
          counts.metricPoints(),
          truthFile.toString(),
          simulation.truth());
    } catch (IOException e) {
      throw UserError.failed(
          "Cannot write the archive to '" + out + "': " + e.getMessage(),
          "Give a folder that can be written.",
          e);
    }
  }

  private ArchivePart.Counts run(
      SimulationSettings settings,
      int parts,
      Path archive,
      Compression compression,
      SerializableConfiguration configuration) {
    List<Integer> numbers = IntStream.range(0, parts).boxed().toList();
    String folder = archive.toString();
    Function<Integer, ArchivePart.Counts> task =
        number -> {
          ShopSimulation simulation = new ShopSimulation(settings);
          Path path = new Path(folder);
          try (FileSystem fileSystem = open(path, configuration.value())) {
            return new ArchivePart(fileSystem, path, compression)
                .write(simulation, simulation.parts().get(number));
          }
        };
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(numbers, parts)
        .map(task)
        .fold(ArchivePart.Counts.NONE, ArchivePart.Counts::plus);
  }

  /** Its own, as checksum files beside the archive's files are for nobody. */
  static FileSystem open(Path path, Configuration configuration) throws IOException {
    FileSystem fileSystem =
        FileSystem.newInstance(
            path.toUri().getScheme() == null
                ? FileSystem.getDefaultUri(configuration)
                : path.toUri(),
            configuration);
    fileSystem.setWriteChecksum(false);
    return fileSystem;
  }

  private static void checkNew(FileSystem fileSystem, Path archive) throws IOException {
    if (!fileSystem.exists(archive)) {
      return;
    }
    if (!fileSystem.getFileStatus(archive).isDirectory()
        || fileSystem.listStatus(archive).length > 0) {
      throw UserError.failed(
          "Cannot write the archive to '" + archive + "': there is something already",
          "Give a folder that is new or empty.");
    }
  }
}
