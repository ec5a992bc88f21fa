package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.ZstdInputStream;
import io.distributeddebug.logs.LogTemplate;
import io.distributeddebug.redaction.Redaction;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.Span;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The 16 incidents recorded by others, through their mapping. */
class NezhaArchiveTest {
  private static final CollectingSink ALL = new CollectingSink();
  private static final List<String> SKIPPED = new ArrayList<>();

  @BeforeAll
  static void readsEveryFile() throws IOException {
    String data = System.getenv("DISTRIBUTED_DEBUG_TEST_DATA");
    assumeTrue(data != null, "DISTRIBUTED_DEBUG_TEST_DATA is not set");
    String yaml = Files.readString(Path.of("../conf/mappings/nezha.yaml"));
    ArchiveReader reader =
        new ArchiveReader(
            Formats.standard(Limits.STANDARD)
                .preceded(List.of(MappedFormat.of("nezha.yaml", yaml, Limits.STANDARD))),
            Limits.STANDARD,
            Redaction.standard());
    try (Stream<Path> archives = Files.list(Path.of(data, "nezha-trainticket"))) {
      for (Path archive : archives.filter(it -> it.toString().endsWith(".tar.zst")).toList()) {
        readTar(archive, reader);
      }
    }
  }

  @Test
  void everyRowIsARecordAndNothingIsRejected() {
    assertThat(ALL.rejects).isEmpty();
    assertThat(ALL.spans).hasSizeGreaterThan(88_159 + 99_361);
    assertThat(ALL.logs).hasSizeGreaterThan(46_173 + 52_303);
    assertThat(ALL.points).isNotEmpty();
  }

  @Test
  void filesWithoutTelemetryAreSkippedWithAReason() {
    assertThat(SKIPPED)
        .isNotEmpty()
        .allMatch(it -> it.contains("traceid") || it.contains("front_service"), "known files")
        .noneMatch(it -> it.endsWith(": "));
  }

  @Test
  void servicesComeFromPodNames() {
    assertThat(ALL.spans)
        .extracting(span -> span.resource().service())
        .contains("ts-gateway-service", "ts-travel-service")
        .noneMatch(service -> service.matches(".*-[0-9a-f]{8,10}(-.*)?"));
    assertThat(ALL.spans).allMatch(span -> !span.resource().pod().isEmpty());
    assertThat(ALL.logs).allMatch(log -> !log.resource().node().isEmpty());
  }

  @Test
  void timesAreGoodEverywhere() {
    assertThat(ALL.spans).extracting(Quality::of).containsOnly("");
    assertThat(ALL.logs).allMatch(log -> Quality.ofTime(log.unixNanos()).isEmpty());
    assertThat(ALL.points).allMatch(point -> Quality.ofTime(point.unixNanos()).isEmpty());
  }

  @Test
  void rootsHaveNoParent() {
    assertThat(ALL.spans).noneMatch(span -> span.parentSpanId().equals("root"));
    assertThat(
            ALL.spans.stream()
                .filter(span -> span.parentSpanId().isEmpty())
                .map(Span::traceId)
                .distinct())
        .hasSameSizeAs(ALL.spans.stream().map(Span::traceId).distinct().toList());
  }

  @Test
  void metricsHaveTheirUnitsApart() {
    assertThat(ALL.points)
        .anyMatch(point -> point.name().equals("CpuUsageRate") && point.unit().equals("%"))
        .anyMatch(point -> point.name().equals("SyscallRead") && point.unit().isEmpty())
        .noneMatch(point -> point.name().contains("("));
  }

  /**
   * The digest is of the templates that the prototype of the ranking finds in the same lines, with
   * their counts: {@code level TAB template TAB count LF}, sorted.
   */
  @Test
  void templatesAreThoseOfThePrototype() {
    Map<String, Integer> counts = new TreeMap<>();
    for (LogRecord log : ALL.logs) {
      LogTemplate template = LogTemplate.of(log.body());
      counts.merge(template.level() + "\t" + template.text(), 1, Integer::sum);
    }
    StringBuilder text = new StringBuilder();
    counts.forEach((template, count) -> text.append(template + "\t" + count + "\n"));

    assertThat(counts).hasSize(202);
    assertThat(sha256(text.toString()))
        .isEqualTo("fceaf437ce97b5017afdfbf93d4e4e04843a332bfc366140499c8f64a0f88d7a");
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void readTar(Path archive, ArchiveReader reader) throws IOException {
    try (InputStream tar =
        new ZstdInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
      byte[] header = tar.readNBytes(512);
      while (header.length == 512 && header[0] != 0) {
        String name = new String(header, 0, 100, StandardCharsets.UTF_8).replace("\0", "");
        int size = Integer.parseInt(new String(header, 124, 11, StandardCharsets.UTF_8).trim(), 8);
        byte[] content = tar.readNBytes(size);
        tar.skipNBytes((512 - size % 512) % 512);
        if (header[156] == '0') {
          read(name, content, reader);
        }
        header = tar.readNBytes(512);
      }
    }
  }

  private static void read(String name, byte[] content, ArchiveReader reader) throws IOException {
    ReadResult result = reader.read(name, new ByteArrayInputStream(content), ALL);
    if (result instanceof ReadResult.Skipped skipped) {
      SKIPPED.add(name + ": " + skipped.reason());
    }
  }
}
