package io.distributeddebug.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.distributeddebug.telemetry.SpanKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** CRISP's own cases: the exclusive time of each operation on the path, to the unit. */
class CrispTest {
  @TestFactory
  Stream<DynamicTest> theExclusiveTimesAreThoseThatCrispExpects() throws IOException {
    String data = System.getenv("DISTRIBUTED_DEBUG_TEST_DATA");
    assumeTrue(data != null, "DISTRIBUTED_DEBUG_TEST_DATA is not set: CRISP's cases are skipped");
    Path folder = Path.of(data, "crisp");
    assumeTrue(Files.isDirectory(folder), "no folder crisp in DISTRIBUTED_DEBUG_TEST_DATA");
    List<Path> cases;
    try (Stream<Path> files = Files.list(folder)) {
      cases = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    assertThat(cases).isNotEmpty();
    return cases.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static void check(Path file) throws IOException {
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    Trace trace = read(json.get("data").get(0));
    CriticalPath path = CriticalPath.of(trace);
    Map<String, Long> exclusive = new TreeMap<>();
    long sum = 0;
    for (int span = 0; span < trace.size(); span++) {
      if (path.contains(span)) {
        exclusive.merge(
            "[" + trace.service(span) + "] " + trace.operation(span),
            path.exclusiveNanos(span),
            Long::sum);
      }
      sum += path.exclusiveNanos(span);
    }
    assertThat(exclusive).isEqualTo(expected(json.get("testing")));
    assertThat(sum).isEqualTo(trace.durationNanos(0));
  }

  private static Map<String, Long> expected(JsonNode testing) {
    JsonNode times = testing.isArray() ? testing.get(0) : testing.get("opTimeExclusive");
    Map<String, Long> expected = new TreeMap<>();
    times.properties().forEach(entry -> expected.put(entry.getKey(), entry.getValue().asLong()));
    return expected;
  }

  private static Trace read(JsonNode data) {
    TraceBuilder builder = new TraceBuilder().start(0, 1);
    for (JsonNode span : data.get("spans")) {
      long parent = 0;
      for (JsonNode reference : span.get("references")) {
        if (reference.get("refType").asText().equals("CHILD_OF")) {
          parent = id(reference.get("spanID").asText());
        }
      }
      JsonNode process = data.get("processes").get(span.get("processID").asText());
      long start = span.get("startTime").asLong();
      builder
          .add(
              id(span.get("spanID").asText()), parent, start, start + span.get("duration").asLong())
          .by(process.get("serviceName").asText(), tag(process, "hostname"))
          .doing(span.get("operationName").asText(), kind(tag(span, "span.kind")));
    }
    return builder.build();
  }

  /** The cases name spans freely; any injective number will do. */
  private static long id(String text) {
    long id = 1;
    for (int i = 0; i < text.length(); i++) {
      id = id * 131 + text.charAt(i);
    }
    return id;
  }

  private static SpanKind kind(String text) {
    return switch (text) {
      case "server" -> SpanKind.SERVER;
      case "client" -> SpanKind.CLIENT;
      default -> SpanKind.UNSPECIFIED;
    };
  }

  private static String tag(JsonNode holder, String key) {
    for (JsonNode tag : holder.path("tags")) {
      if (tag.get("key").asText().equals(key)) {
        return tag.get("value").asText();
      }
    }
    return "";
  }
}
