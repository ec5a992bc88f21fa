package io.distributeddebug.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Strings that try to be more than text: {@code security/hostile-strings.txt}, one JSON each. */
public final class HostileStrings {
  private HostileStrings() {}

  public static List<String> all() {
    JsonMapper mapper = JsonMapper.builder().build();
    try (InputStream in =
        HostileStrings.class.getResourceAsStream("/security/hostile-strings.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> read(mapper, line))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(JsonMapper mapper, String line) {
    try {
      return mapper.readValue(line, String.class);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }
}
