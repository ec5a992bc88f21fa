package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The JSON values of a file, one a line or spread over lines, read as a stream: what was complete
 * before a fault is kept, a fault is one reject, and reading goes on at the next line that can
 * begin a value. Bytes that are no UTF-8 are replaced.
 */
final class JsonDocuments {
  private final JsonFactory json;

  JsonDocuments(Limits limits) {
    this.json =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.depth())
                    .maxStringLength(limits.recordBytes())
                    .build())
            .build();
    json.setCodec(new ObjectMapper(json));
  }

  /** Reads one whole value; the parser is on its first token, and then on its last one. */
  interface ValueReader {
    void read(JsonParser parser, PlacedRecords records) throws IOException;
  }

  /** With the limits. */
  JsonFactory factory() {
    return json;
  }

  void read(InputStream in, TelemetrySink sink, ValueReader reader) throws IOException {
    new Run(new JsonLines(in), sink, reader).toTheEnd();
  }

  private final class Run {
    private final JsonLines lines;
    private final TelemetrySink sink;
    private final ValueReader reader;

    /**
     * After a fault inside a document over many lines, its other lines are taken each for itself:
     * elements of a list are still found, what closes the list is passed over.
     */
    private boolean afterFault;

    Run(JsonLines lines, TelemetrySink sink, ValueReader reader) {
      this.lines = lines;
      this.sink = sink;
      this.reader = reader;
    }

    void toTheEnd() throws IOException {
      boolean onLine = lines.nextLine();
      while (onLine) {
        boolean passed = lines.isBlank() || (afterFault && lines.endsValue()) || values();
        onLine = !passed || lines.nextLine();
      }
    }

    /** False where the current line is to be read again, as a value of its own. */
    private boolean values() throws IOException {
      long firstLine = lines.number();
      String beginning = lines.beginning();
      PlacedRecords records = new PlacedRecords(sink, firstLine);
      try (JsonParser parser = parser()) {
        boolean more = parser.nextToken() != null;
        while (more) {
          lines.spanLines(lines.opensValue());
          reader.read(parser, records);
          lines.spanLines(false);
          more = !afterFault && parser.nextToken() != null;
        }
        return true;
      } catch (JsonEOFException cut) {
        records.reject(reason(cut), beginning);
        return true;
      } catch (JsonProcessingException | MalformedValueException broken) {
        records.reject(reason(broken), beginning);
      }
      return lines.number() == firstLine || !findsLineToReadAgain();
    }

    /** Quickly over a line in one piece, else over a stream that goes on into the next lines. */
    private JsonParser parser() throws IOException {
      int from = lines.position();
      int to = lines.takeWholeLine();
      return to >= 0
          ? json.createParser(lines.buffer(), from, to - from)
          : json.createParser(new InputStreamReader(lines, StandardCharsets.UTF_8));
    }

    private boolean findsLineToReadAgain() throws IOException {
      afterFault = true;
      do {
        if (lines.beginsValue() && lines.rewindLine()) {
          return true;
        }
      } while (lines.nextLine());
      return false;
    }
  }

  private static String reason(IOException broken) {
    if (broken instanceof StreamConstraintsException constraint) {
      return "beyond a limit: "
          + constraint.getOriginalMessage().lines().findFirst().orElse("not said which");
    }
    if (broken instanceof JsonEOFException) {
      return "cut off: the JSON ends too early";
    }
    return broken instanceof MalformedValueException ? broken.getMessage() : "broken JSON";
  }
}
