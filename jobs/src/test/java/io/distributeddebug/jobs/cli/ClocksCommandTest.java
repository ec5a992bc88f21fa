package io.distributeddebug.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.distributeddebug.format.OtlpJsonWriter;
import io.distributeddebug.trace.DrawnTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClocksCommandTest {
  @TempDir Path folder;

  @Test
  void anOffsetIsToldWithItsInterval() throws IOException {
    Path archive = folder.resolve("spans.json");
    try (OtlpJsonWriter writer = new OtlpJsonWriter(Files.newOutputStream(archive))) {
      writer.writeSpans(
          DrawnTrace.of(
                  """
                  web call {client at=a}    | ======
                    cart load {server at=b} |    ====
                  """)
              .spans());
    }
    CommandLineHarness command = CommandLineHarness.in(folder);
    assertThat(command.run("clocks", archive.toString()).out())
        .isEqualTo(
            """
            reference  host  from      to        ahead at least  at most  calls  impossible
            ---------  ----  --------  --------  --------------  -------  -----  ----------
            a          b     00:00:00  00:01:00  1 ms            3 ms         1           0
            Times are UTC.
            """);
    JsonNode row =
        new ObjectMapper()
            .readTree(command.run("clocks", archive.toString(), "--json").out())
            .get(0);
    assertThat(row.get("lower_nanos").asLong()).isEqualTo(1_000_000);
    assertThat(row.get("upper_nanos").asLong()).isEqualTo(3_000_000);
    assertThat(row.get("is_apart").asBoolean()).isTrue();
  }
}
