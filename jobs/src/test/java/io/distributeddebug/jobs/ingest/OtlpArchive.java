package io.distributeddebug.jobs.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes small archives of OTLP JSON lines for tests: one span, log and metric point a line. */
final class OtlpArchive {
  private static final long START = 1_767_600_000_000_000_000L; // 2026-01-05T08:00:00Z

  private final Path folder;

  OtlpArchive(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** Spans number {@code from} to {@code to}, the last excluded, one a line. */
  OtlpArchive spans(String file, int from, int to) {
    return write("traces/" + file, from, to, OtlpArchive::span);
  }

  OtlpArchive logs(String file, int from, int to) {
    return write("logs/" + file, from, to, OtlpArchive::log);
  }

  OtlpArchive metrics(String file, int from, int to) {
    return write("metrics/" + file, from, to, OtlpArchive::metric);
  }

  OtlpArchive text(String file, String content) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Three signals in five files, 300 records. */
  static OtlpArchive mixed(Path folder) {
    return new OtlpArchive(folder)
        .spans("08.jsonl", 0, 60)
        .spans("09.jsonl", 60, 100)
        .logs("08.jsonl", 0, 70)
        .logs("09.jsonl", 70, 100)
        .metrics("08.jsonl", 0, 100);
  }

  static String span(int number) {
    return String.format(
        Locale.ROOT,
        "{\"resourceSpans\":[{\"resource\":%s,\"scopeSpans\":[{\"spans\":[{\"traceId\":\"%032x\","
            + "\"spanId\":\"%016x\",\"name\":\"GET /orders/%d\",\"kind\":2,"
            + "\"startTimeUnixNano\":\"%d\",\"endTimeUnixNano\":\"%d\",\"attributes\":"
            + "[{\"key\":\"http.route\",\"value\":{\"stringValue\":\"/orders\"}},"
            + "{\"key\":\"n\",\"value\":{\"intValue\":\"%d\"}}]}]}]}]}",
        resource(number),
        number / 4 + 1,
        number + 1,
        number,
        time(number),
        time(number) + 1_000_000,
        number);
  }

  private static String log(int number) {
    return String.format(
        Locale.ROOT,
        "{\"resourceLogs\":[{\"resource\":%s,\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":"
            + "\"%d\",\"severityText\":\"INFO\",\"severityNumber\":9,\"traceId\":\"%032x\","
            + "\"body\":{\"stringValue\":\"order %d is placed\"}}]}]}]}",
        resource(number),
        time(number),
        number / 4 + 1,
        number);
  }

  private static String metric(int number) {
    return String.format(
        Locale.ROOT,
        "{\"resourceMetrics\":[{\"resource\":%s,\"scopeMetrics\":[{\"metrics\":[{\"name\":\"cpu\","
            + "\"unit\":\"1\",\"gauge\":{\"dataPoints\":[{\"timeUnixNano\":\"%d\",\"asDouble\":"
            + "0.5}]}}]}]}]}",
        resource(number),
        time(number));
  }

  private static String resource(int number) {
    return "{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"shop-"
        + number % 3
        + "\"}}]}";
  }

  private static long time(int number) {
    return START + number * 60_000_000_000L;
  }

  private OtlpArchive write(
      String file, int from, int to, java.util.function.IntFunction<String> line) {
    StringBuilder lines = new StringBuilder();
    for (int number = from; number < to; number++) {
      lines.append(line.apply(number)).append('\n');
    }
    return text(file, lines.toString());
  }
}
