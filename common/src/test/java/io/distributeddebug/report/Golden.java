package io.distributeddebug.report;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Expected files, beside which the actual one is written where they differ. */
final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/golden/report");

  private Golden() {}

  static void assertEqual(String actual, String file) throws IOException {
    Path expected = FOLDER.resolve(file);
    if (Files.exists(expected) && Files.readString(expected).equals(actual)) {
      return;
    }
    Path written = FOLDER.resolve(file + ".actual");
    Files.createDirectories(FOLDER);
    Files.writeString(written, actual);
    fail(
        "%s differs. Compare the two files, then accept the new one with:%n  mv common/%s common/%s",
        expected, written, expected);
  }
}
