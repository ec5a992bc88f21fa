package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.distributeddebug.telemetry.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/**
 * OTLP JSON as the OpenTelemetry Collector's file exporter writes it, one export request a line,
 * and single requests spread over many lines. Spans, logs and metrics may stand in one file.
 *
 * <p>A line is read whole or rejected whole; a record inside a good line that lacks what it needs
 * is one reject. Of a document over many lines, the resources before a fault are read. Of a key
 * given twice the last value counts, of {@code spans} and other lists all.
 */
final class OtlpJsonFormat implements TelemetryFormat {
  private static final int LINES_LOOKED_AT = 5;

  private final Limits limits;
  private final JsonFactory json;
  private final boolean scans;

  /** What one file's reading leaves to the next one's. */
  private final AtomicReference<OtlpScanner> spare = new AtomicReference<>();

  OtlpJsonFormat(Limits limits) {
    this(limits, true);
  }

  /** The thorough way alone, against which the quick one is judged. */
  static OtlpJsonFormat withoutScanner(Limits limits) {
    return new OtlpJsonFormat(limits, false);
  }

  private OtlpJsonFormat(Limits limits, boolean scans) {
    this.limits = limits;
    this.scans = scans;
    this.json =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.depth())
                    .maxStringLength(limits.recordBytes())
                    .build())
            .build();
  }

  @Override
  public String name() {
    return "otlp-json";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    String text = new String(head, StandardCharsets.UTF_8);
    int from = text.startsWith("\uFEFF") ? 1 : 0;
    for (int line = 0; line < LINES_LOOKED_AT && from < text.length(); line++) {
      if (isRequest(text.substring(from))) {
        return Recognition.YES;
      }
      int feed = text.indexOf('\n', from);
      from = feed < 0 ? text.length() : feed + 1;
    }
    return Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    OtlpScanner scanner = spare.getAndSet(null);
    Quick quick = new Quick(scanner == null ? new OtlpScanner(json) : scanner);
    try {
      read(new Lines(in, limits.recordBytes()), quick, sink);
    } finally {
      spare.set(quick.scanner);
    }
  }

  private void read(Lines lines, Quick quick, TelemetrySink sink) throws IOException {
    while (lines.next()) {
      if (lines.isBlank()) {
        continue;
      }
      if (lines.isTooLong()) {
        sink.reject(
            new Reject(
                Position.of(lines.number(), 0),
                "longer than " + limits.recordBytes() + " bytes",
                text(lines, 0, Reject.LONGEST_TEXT)));
      } else if (opensDocument(lines)) {
        readDocument(lines, quick, sink);
      } else {
        readLine(lines, quick, sink);
      }
    }
  }

  /** Tries the scanner on a file's lines for as long as it mostly reads them. */
  private final class Quick {
    private static final int REFUSALS_AT_FIRST = 16;

    private final OtlpScanner scanner;
    private int credit = REFUSALS_AT_FIRST;

    Quick(OtlpScanner scanner) {
      this.scanner = scanner;
    }

    boolean reads(Lines lines) {
      if (!scans || credit == 0) {
        return false;
      }
      boolean read = scanner.read(lines.bytes(), lines.length());
      credit = read ? Math.min(REFUSALS_AT_FIRST, credit + 1) : credit - 1;
      return read;
    }
  }

  private boolean isRequest(String text) {
    try (JsonParser parser = json.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        if (OtlpRequest.KEYS.contains(parser.currentName())) {
          return parser.nextToken() == JsonToken.START_ARRAY;
        }
        parser.nextToken();
        parser.skipChildren();
      }
      return false;
    } catch (IOException notJson) {
      return false;
    }
  }

  /** A line that ends right after an opening or a comma goes on in the next one. */
  private static boolean opensDocument(Lines lines) {
    byte[] bytes = lines.bytes();
    int last = lines.length() - 1;
    while (last > 0 && (bytes[last] == ' ' || bytes[last] == '\t')) {
      last--;
    }
    return lines.isEnded() && (bytes[last] == '{' || bytes[last] == '[' || bytes[last] == ',');
  }

  private void readLine(Lines lines, Quick quick, TelemetrySink sink) {
    if (quick.reads(lines)) {
      long ordinal = 0;
      for (Span span : quick.scanner.spans()) {
        sink.span(span, Position.of(lines.number(), ordinal++));
      }
      return;
    }
    OtlpRequest request = new OtlpRequest();
    try {
      parse(lines, request);
    } catch (IOException broken) {
      String line = text(lines, 0, Reject.LONGEST_TEXT);
      sink.reject(new Reject(Position.of(lines.number(), 0), reason(broken), line));
      return;
    }
    give(request, lines.number(), 0, lines, sink);
  }

  private void parse(Lines lines, OtlpRequest request) throws IOException {
    try (JsonParser parser = json.createParser(lines.bytes(), 0, lines.length())) {
      requests(parser, request, () -> {});
    } catch (JsonProcessingException broken) {
      if (!isInvalidUtf8(broken)) {
        throw broken;
      }
      request.drafts().clear();
      try (JsonParser parser = json.createParser(text(lines, 0, lines.length()))) {
        requests(parser, request, () -> {});
      }
    }
  }

  private static void requests(JsonParser parser, OtlpRequest request, OtlpRequest.BlockEnd end)
      throws IOException {
    while (parser.nextToken() != null) {
      request.read(parser, end);
    }
  }

  /** Lines from here on, as one or more requests each over many lines. */
  private void readDocument(Lines lines, Quick quick, TelemetrySink sink) throws IOException {
    OtlpRequest request = new OtlpRequest();
    long firstLine = lines.number();
    String beginning = text(lines, 0, Reject.LONGEST_TEXT);
    long[] given = {0};
    DocumentLines document = new DocumentLines(lines);
    try (JsonParser parser = json.createParser(document)) {
      requests(
          parser,
          request,
          () -> {
            give(request, firstLine, given[0], null, sink);
            given[0] += request.drafts().size();
            request.drafts().clear();
          });
    } catch (DamagedArchiveException damaged) {
      throw damaged;
    } catch (JsonProcessingException | MalformedValueException broken) {
      sink.reject(new Reject(Position.of(firstLine, given[0]), reason(broken), beginning));
    }
    document.passOver();
    if (document.stoppedAtRequest()) {
      readLine(lines, quick, sink);
    }
  }

  private static void give(
      OtlpRequest request, long line, long firstOrdinal, Lines lines, TelemetrySink sink) {
    long ordinal = firstOrdinal;
    for (OtlpRequest.Draft draft : request.drafts()) {
      long position = Position.of(line, ordinal++);
      if (draft.problem().isEmpty()) {
        draft.give(sink, position);
      } else {
        String text = lines == null ? "" : text(lines, draft.startByte(), draft.endByte());
        sink.reject(new Reject(position, draft.problem(), text));
      }
    }
  }

  /** Where the parser knows no bytes, as it read text, the line's beginning. */
  private static String text(Lines lines, long from, long to) {
    int start = (int) Math.min(Math.max(from, 0), lines.length());
    long end = to < start ? lines.length() : Math.min(to, lines.length());
    return new String(lines.bytes(), start, (int) end - start, StandardCharsets.UTF_8);
  }

  private static boolean isInvalidUtf8(JsonProcessingException broken) {
    return broken.getOriginalMessage().contains("UTF-8");
  }

  private static String reason(IOException broken) {
    if (broken instanceof StreamConstraintsException) {
      return "beyond a limit: " + firstLine(broken);
    }
    if (broken instanceof JsonEOFException) {
      return "cut off: the JSON ends too early";
    }
    if (broken instanceof MalformedValueException) {
      return broken.getMessage();
    }
    return "broken JSON";
  }

  private static String firstLine(IOException broken) {
    return ((JsonProcessingException) broken).getOriginalMessage().lines().findFirst().orElse("");
  }
}
