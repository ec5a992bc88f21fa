package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.distributeddebug.telemetry.MetricPoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The expositions that the OpenMetrics and Prometheus projects publish. */
class PrometheusFixturesTest {
  @TestFactory
  Stream<DynamicTest> judgesEachCaseAsTheSuiteDoes() throws IOException {
    Map<String, byte[]> files = suite();
    return files.keySet().stream()
        .filter(name -> name.endsWith("/test.json"))
        .map(
            name -> {
              String folder = name.substring(0, name.length() - "test.json".length());
              byte[] text = files.get(folder + "metrics");
              return DynamicTest.dynamicTest(
                  folder, () -> assertJudged(shouldParse(files.get(name)), text));
            });
  }

  @Test
  void readsRealExpositions() throws IOException {
    CollectingSink all = read("alltypes.237mfs.prom.txt.gz");
    assertThat(all.rejects).isEmpty();
    assertThat(all.points.stream().map(MetricPoint::name).distinct()).hasSize(237);

    CollectingSink histogram = read("1histogram.om.txt");
    assertThat(histogram.rejects).isEmpty();
    assertThat(histogram.points).isNotEmpty().allMatch(point -> point.count() == 1);

    CollectingSink five = read("alltypes.5mfs.om.txt");
    assertThat(five.rejects)
        .as(
            "what the specification forbids: a sum beside negative buckets, negative summary values")
        .extracting(Reject::reason)
        .containsExactly(
            "a sum beside negative buckets, or a negative sum",
            "a negative summary value",
            "a negative summary value");
    assertThat(five.points.stream().map(MetricPoint::name).distinct()).hasSize(4);
  }

  private static void assertJudged(boolean shouldParse, byte[] text) throws IOException {
    Formats all = Formats.standard(Limits.STANDARD);
    CollectingSink named = new CollectingSink();
    new ArchiveReader(
            all.only("openmetrics").orElseThrow(),
            Limits.STANDARD,
            io.distributeddebug.redaction.Redaction.standard())
        .read("metrics", new ByteArrayInputStream(text), named);
    CollectingSink sniffed = new CollectingSink();
    ArchiveReader.standard().read("metrics", new ByteArrayInputStream(text), sniffed);
    if (shouldParse) {
      assertThat(named.rejects).isEmpty();
      assertThat(sniffed.rejects).isEmpty();
      assertThat(sniffed.points).isEqualTo(named.points);
    } else {
      assertThat(named.points).isEmpty();
      assertThat(sniffed.records()).isZero();
    }
  }

  private static boolean shouldParse(byte[] json) throws IOException {
    return new ObjectMapper().readTree(json).get("shouldParse").asBoolean();
  }

  private static Map<String, byte[]> suite() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    byte[] tar;
    try (InputStream packed = Files.newInputStream(folder().resolve("parsers-dev.tar.zst"))) {
      tar = new com.github.luben.zstd.ZstdInputStream(packed).readAllBytes();
    }
    int at = 0;
    while (at < tar.length && tar[at] != 0) {
      String name = new String(tar, at, 100, StandardCharsets.UTF_8).trim();
      int size = Integer.parseInt(new String(tar, at + 124, 11, StandardCharsets.UTF_8).trim(), 8);
      if (tar[at + 156] == '0') {
        files.put(name, Arrays.copyOfRange(tar, at + 512, at + 512 + size));
      }
      at += 512 + (size + 511) / 512 * 512;
    }
    assertThat(files).hasSize(212);
    return files;
  }

  private static CollectingSink read(String name) throws IOException {
    CollectingSink sink = new CollectingSink();
    try (InputStream in = Files.newInputStream(folder().resolve(name))) {
      ArchiveReader.standard().read(name, in, sink);
    }
    return sink;
  }

  private static Path folder() {
    String data = System.getenv("DISTRIBUTED_DEBUG_TEST_DATA");
    assumeTrue(data != null, "DISTRIBUTED_DEBUG_TEST_DATA is not set: expositions are skipped");
    Path folder = Path.of(data, "openmetrics");
    assumeTrue(Files.isDirectory(folder), "no folder openmetrics in DISTRIBUTED_DEBUG_TEST_DATA");
    return folder;
  }
}
