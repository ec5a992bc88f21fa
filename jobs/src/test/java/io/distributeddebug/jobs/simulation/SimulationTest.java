package io.distributeddebug.jobs.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.luben.zstd.ZstdInputStream;
import io.distributeddebug.jobs.SparkTest;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.simulation.ShopSimulation;
import io.distributeddebug.simulation.SimulationSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationTest {
  private static final SimulationSettings SMALL =
      SimulationSettings.DEFAULTS
          .withSpans(2_500)
          .withDuration(Duration.ofMinutes(70))
          .withFaults(List.of("exception-after-deploy"));

  @TempDir Path folder;

  @Test
  void parallelismAndOrderDoNotChangeAByte() throws Exception {
    Path inParallel = folder.resolve("parallel");
    Path inReverse = folder.resolve("reverse");
    write(SMALL, inParallel, Compression.GZ);

    ShopSimulation simulation = new ShopSimulation(SMALL);
    List<ShopSimulation.Part> parts = new ArrayList<>(simulation.parts());
    Collections.reverse(parts);
    org.apache.hadoop.fs.Path target = new org.apache.hadoop.fs.Path(inReverse.toString());
    try (FileSystem fileSystem = Simulation.open(target, new Configuration())) {
      for (ShopSimulation.Part part : parts) {
        new ArchivePart(fileSystem, target, Compression.GZ).write(simulation, part);
      }
    }

    assertThat(digests(inParallel)).hasSize(3 * parts.size()).isEqualTo(digests(inReverse));
  }

  @Test
  void theArchiveIsLaidOutByHourAndTheTruthLiesBesideIt() throws IOException {
    Path archive = folder.resolve("archive");
    Simulation.Archive written = write(SMALL, archive, Compression.ZST);

    assertThat(files(archive))
        .allMatch(
            name ->
                name.matches(
                    "(traces|logs|metrics)/year=2026/month=01/day=05/hour=0[89]/"
                        + "part-0000\\d\\.json\\.zst"))
        .anyMatch(name -> name.contains("hour=09"));
    Path truth = folder.resolve("archive.truth.json");
    assertThat(written.truthFile()).isEqualTo(truth.toString());
    assertThat(files(folder)).filteredOn(name -> name.contains("truth")).hasSize(1);
    JsonNode fault = JsonMapper.builder().build().readTree(truth.toFile()).at("/faults/0");
    assertThat(fault.fieldNames())
        .toIterable()
        .containsExactly(
            "kind",
            "service",
            "instance",
            "operation",
            "resource",
            "edge",
            "from",
            "to",
            "affected");
    assertThat(fault.get("kind").asText()).isEqualTo("exception");
  }

  @Test
  void theCompressionsHoldTheSameLines() throws IOException {
    SimulationSettings tiny = SMALL.withDuration(Duration.ofMinutes(3)).withSpans(300);
    Path gz = folder.resolve("gz");
    Path zst = folder.resolve("zst");
    Path none = folder.resolve("none");
    Simulation.Archive written = write(tiny, gz, Compression.GZ);
    write(tiny, zst, Compression.ZST);
    write(tiny, none, Compression.NONE);
    assertThat(lines(gz)).isEqualTo(lines(none)).isEqualTo(lines(zst));
    assertThat(spansIn(lines(none))).isEqualTo(written.spans());
  }

  @Test
  void aFolderWithSomethingInItIsRefusedAndLeftAlone() throws IOException {
    Path archive = Files.createDirectory(folder.resolve("mine"));
    Files.writeString(archive.resolve("notes.txt"), "keep");
    assertThatThrownBy(() -> write(SMALL, archive, Compression.GZ))
        .hasMessage("Cannot write the archive to '" + archive + "': there is something already");
    assertThat(files(folder)).containsExactly("mine/notes.txt");
  }

  private static Simulation.Archive write(
      SimulationSettings settings, Path archive, Compression compression) {
    return new Simulation(SparkTest.spark())
        .write(settings, archive.toString(), compression, Progress.silent());
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static Map<String, String> digests(Path folder)
      throws IOException, NoSuchAlgorithmException {
    Map<String, String> digests = new TreeMap<>();
    for (String file : files(folder)) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(folder.resolve(file)));
      digests.put(file, HexFormat.of().formatHex(digest));
    }
    return digests;
  }

  private static List<String> lines(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String file : files(folder)) {
      try (InputStream in = Files.newInputStream(folder.resolve(file));
          BufferedReader reader =
              new BufferedReader(
                  new InputStreamReader(
                      file.endsWith(".gz")
                          ? new GZIPInputStream(in)
                          : file.endsWith(".zst") ? new ZstdInputStream(in) : in,
                      StandardCharsets.UTF_8))) {
        reader.lines().forEach(lines::add);
      }
    }
    return lines;
  }

  private static long spansIn(List<String> lines) throws IOException {
    long spans = 0;
    for (String line : lines) {
      for (JsonNode resource : JsonMapper.builder().build().readTree(line).path("resourceSpans")) {
        for (JsonNode scope : resource.path("scopeSpans")) {
          spans += scope.path("spans").size();
        }
      }
    }
    return spans;
  }
}
