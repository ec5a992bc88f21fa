package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.redaction.Redaction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every fixture in the folder that has its format's name is recognised by that format alone, and
 * read without a reject.
 */
class FormatRecognitionTest {
  private final Formats formats = Formats.standard(Limits.STANDARD);

  @TestFactory
  Stream<DynamicTest> aFixtureIsRecognisedByItsOwnFormatAlone() throws Exception {
    return fixtures().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    format(file) + "/" + file.getFileName(),
                    () -> assertThat(recognising(file)).containsExactly(format(file))));
  }

  @TestFactory
  Stream<DynamicTest> aFixtureIsReadWithoutReject() throws Exception {
    return fixtures().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    format(file) + "/" + file.getFileName(),
                    () -> {
                      CollectingSink sink = read(file);
                      assertThat(sink.rejects).isEmpty();
                      assertThat(sink.records()).isPositive();
                      assertThat(sink.positions).doesNotHaveDuplicates();
                    }));
  }

  @Test
  void eachFormatHasAFixture() throws Exception {
    assertThat(fixtures().stream().map(FormatRecognitionTest::format).distinct())
        .containsAll(formats.all().stream().map(TelemetryFormat::name).toList());
  }

  private List<String> recognising(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    byte[] head = Arrays.copyOf(content, Math.min(content.length, TelemetryFormat.HEAD_BYTES));
    List<String> names = new ArrayList<>();
    for (TelemetryFormat format : formats.all()) {
      if (format.recognises("archive/" + file.getFileName(), head) instanceof Recognition.Yes) {
        names.add(format.name());
      }
    }
    return names;
  }

  private CollectingSink read(Path file) throws IOException {
    CollectingSink sink = new CollectingSink();
    new ArchiveReader(formats, Limits.STANDARD, Redaction.standard())
        .read(file.toString(), new ByteArrayInputStream(Files.readAllBytes(file)), sink);
    return sink;
  }

  private static String format(Path file) {
    return file.getParent().getFileName().toString();
  }

  private static List<Path> fixtures() throws IOException, URISyntaxException {
    Path root = Path.of(FormatRecognitionTest.class.getResource("otlp-json").toURI()).getParent();
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.getParent().getParent().equals(root))
          .sorted()
          .toList();
    }
  }
}
