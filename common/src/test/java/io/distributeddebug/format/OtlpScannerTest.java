package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The quick way and the thorough one, on the same bytes: field by field the same records, positions
 * and rejects. Lines are made by a grammar that knows what writers do, then damaged.
 */
class OtlpScannerTest {
  /** Of a build; a longer run is asked for with -Dfuzz.tries. */
  private static final int TRIES = Integer.getInteger("fuzz.tries", 10_000);

  private static final OtlpJsonFormat QUICK = new OtlpJsonFormat(Limits.STANDARD);
  private static final OtlpJsonFormat THOROUGH = OtlpJsonFormat.withoutScanner(Limits.STANDARD);

  @Test
  void readsDamagedLinesAsJacksonDoes() throws IOException {
    int read = 0;
    for (int seed = 0; seed < TRIES; seed++) {
      Random random = new Random(seed);
      byte[] line = damaged(new OtlpLines(random).line(), random);
      read += scans(line) ? 1 : 0;
      assertSame(line, "seed " + seed);
    }
    assertThat(read).as("lines that the scanner read").isGreaterThan(TRIES / 4);
  }

  @Test
  void readsWholeLinesAsJacksonDoesAndHardlyRefusesAny() throws IOException {
    int read = 0;
    for (int seed = 0; seed < TRIES / 4; seed++) {
      byte[] line = new OtlpLines(new Random(seed)).usualLine();
      read += scans(line) ? 1 : 0;
      assertSame(line, "seed " + seed);
    }
    assertThat(read).as("lines that the scanner read").isEqualTo(TRIES / 4);
  }

  @Property(tries = 300)
  void readsAnyBytesAsJacksonDoes(@ForAll byte[] line) throws IOException {
    assertSame(line, Arrays.toString(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"resourceSpans\":[]}",
        "{\"resourceSpans\":[{}]}",
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{}]}]}]}",
        "{\"resourceSpans\":[]}{\"resourceSpans\":[]}",
        "{\"resourceSpans\":[]} x",
        "{\"resourceSpans\":[],\"resourceLogs\":[]}",
        "{\"resource_spans\":[]}",
        "{\"resourceSpans\":[{\"schemaUrl\":\"a\\ud800\\u00e9\\\"\"}]}",
        "{\"resourceSpans\":[{\"schemaUrl\":tru}]}",
        "{\"resourceSpans\":[{\"schemaUrl\":01}]}",
        "{\"resourceSpans\":[{\"schemaUrl\":-}]}",
        "{\"resourceSpans\":[{\"schemaUrl\":1e}]}",
        "{\"resourceSpans\":[{\"schemaUrl\":1.}]}",
        "{\"resourceSpans\":[{\"schemaUrl\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}]}",
        "{\"resourceSpans\":[{\"schemaUrl\":\"\u0001\"}]}",
        "{\"resourceSpans\":[{\"schemaUrl\":\"\\x\"}]}",
        "{\"resourceSpans\":[{\"schemaUrl\":\"\\u12g4\"}]}",
        "{\"resourceSpans\":[{\"schemaUrl\":\"\\"
      })
  void readsEdgesAsJacksonDoes(String line) throws IOException {
    assertSame(line.getBytes(StandardCharsets.UTF_8), line);
  }

  @Test
  void readsRealRecordingsAsJacksonDoes() throws IOException {
    String data = System.getenv("DISTRIBUTED_DEBUG_TEST_DATA");
    assumeTrue(data != null, "DISTRIBUTED_DEBUG_TEST_DATA is not set");
    List<Path> files;
    try (Stream<Path> all = Files.walk(Path.of(data, "otlp"))) {
      files = all.filter(file -> file.toString().matches(".*\\.(json|jsonl)")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      assertSame(Files.readAllBytes(file), file.toString());
    }
  }

  private static boolean scans(byte[] line) {
    return new OtlpScanner(new JsonFactory()).read(line, line.length);
  }

  private static void assertSame(byte[] file, String what) throws IOException {
    assertThat(read(QUICK, file)).as(what).isEqualTo(read(THOROUGH, file));
  }

  private static List<Object> read(OtlpJsonFormat format, byte[] file) throws IOException {
    CollectingSink sink = new CollectingSink();
    format.read("spans.json", new ByteArrayInputStream(file), sink);
    List<Object> all = new ArrayList<>(sink.spans);
    all.addAll(sink.logs);
    all.addAll(sink.points);
    all.addAll(sink.positions);
    all.addAll(sink.rejects);
    return all;
  }

  /** A few bytes changed, cut out, doubled or put in; half of the lines stay whole. */
  private static byte[] damaged(byte[] line, Random random) {
    byte[] bytes = line;
    for (int i = random.nextInt(4) - 1; i > 0; i--) {
      int at = random.nextInt(bytes.length);
      int length = Math.min(bytes.length - at, 1 + random.nextInt(12));
      ByteArrayOutputStream changed = new ByteArrayOutputStream();
      changed.write(bytes, 0, at);
      switch (random.nextInt(5)) {
        case 0 -> changed.write(random.nextInt(256));
        case 1 -> changed.write(bytes, at, length);
        case 2 -> changed.write("\"\\{}[]:,-.eE0tfn \u0001".charAt(random.nextInt(17)));
        case 3 -> length = Math.min(length, 2);
        default -> length = 0;
      }
      int rest = Math.min(bytes.length, at + (random.nextBoolean() ? length : 1));
      changed.write(bytes, rest, bytes.length - rest);
      bytes = changed.toByteArray();
      bytes = bytes.length == 0 ? line : bytes;
    }
    return bytes;
  }
}
