package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which fields the first JSON value of a file has, by which formats tell their own: paths such as
 * {@code data[].spans[].traceID}. A value that the head cuts off shows the fields before the cut.
 *
 * @param paths empty where the first lines are no JSON object or array
 */
record JsonShape(Set<String> paths) {
  /** Where documents of an index stand: bare, dumped, found by a search, in a list. */
  static final List<String> INDEXED =
      List.of("", "_source.", "hits.hits[]._source.", "[].", "[]._source.");

  /** The line before a document in the body of a {@code _bulk} request. */
  private static final Pattern BULK_ACTION =
      Pattern.compile("\\{\\s*\"(?:index|create|update)\"\\s*:\\s*\\{[^{}]*}\\s*}");

  private static final int LINES_LOOKED_AT = 5;
  private static final int TOKENS_LOOKED_AT = 4_000;
  private static final int DEEPEST = 6;
  private static final JsonFactory JSON = new JsonFactory();

  JsonShape {
    paths = Set.copyOf(paths);
  }

  /** Of the first line that begins a value with a field; broken lines may precede it. */
  static JsonShape of(byte[] head) {
    String text = new String(head, StandardCharsets.UTF_8);
    int from = text.startsWith("\uFEFF") ? 1 : 0;
    for (int line = 0; line < LINES_LOOKED_AT && from < text.length(); line++) {
      int feed = text.indexOf('\n', from);
      int end = feed < 0 ? text.length() : feed;
      if (!BULK_ACTION.matcher(text.substring(from, end).trim()).matches()) {
        Set<String> paths = new HashSet<>();
        collect(text.substring(from), paths);
        if (!paths.isEmpty()) {
          return new JsonShape(paths);
        }
      }
      from = end + 1;
    }
    return new JsonShape(Set.of());
  }

  boolean has(String... all) {
    return paths.containsAll(Arrays.asList(all));
  }

  private static void collect(String text, Set<String> paths) {
    try (JsonParser parser = JSON.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT || first == JsonToken.START_ARRAY) {
        new Walk(parser, paths).value("", 0);
      }
    } catch (IOException cutOrNotJson) {
      // What was seen before counts.
    }
  }

  private static final class Walk {
    private final JsonParser parser;
    private final Set<String> paths;
    private int tokens;

    Walk(JsonParser parser, Set<String> paths) {
      this.parser = parser;
      this.paths = paths;
    }

    /** The parser is on the value's first token; false once enough has been seen. */
    boolean value(String path, int depth) throws IOException {
      if (depth > DEEPEST) {
        parser.skipChildren();
        return true;
      }
      if (parser.currentToken() == JsonToken.START_ARRAY) {
        while (next() && parser.currentToken() != JsonToken.END_ARRAY) {
          if (!value(path + "[]", depth + 1)) {
            return false;
          }
        }
      } else if (parser.currentToken() == JsonToken.START_OBJECT) {
        while (next() && parser.currentToken() == JsonToken.FIELD_NAME) {
          String child = path.isEmpty() ? parser.currentName() : path + "." + parser.currentName();
          paths.add(child);
          if (!next() || !value(child, depth + 1)) {
            return false;
          }
        }
      }
      return tokens < TOKENS_LOOKED_AT;
    }

    private boolean next() throws IOException {
      tokens++;
      return tokens < TOKENS_LOOKED_AT && parser.nextToken() != null;
    }
  }
}
