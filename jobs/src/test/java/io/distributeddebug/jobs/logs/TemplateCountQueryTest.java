package io.distributeddebug.jobs.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.jobs.TableRows;
import io.distributeddebug.jobs.lake.LogTemplates;
import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.latency.Slices;
import io.distributeddebug.logs.TemplateCount;
import io.distributeddebug.telemetry.Window;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateCountQueryTest {
  private static final long SECOND = 1_000_000_000L;
  private final TableRows logs = TableRows.of(Logs.TABLE);

  private void line(long second, String severity, String template, String body) {
    logs.row(
        Map.of(
            "unix_nanos",
            second * SECOND,
            "service",
            "payment",
            "severity",
            severity,
            "template",
            template,
            "body",
            body,
            "trace_id",
            "t" + second));
  }

  @Test
  void countsEachTemplateBeforeAndDuringTheIncident() {
    line(10, "INFO", "INFO Pay#1", "paid 10");
    line(70, "INFO", "INFO Pay#1", "paid 70");
    line(130, "INFO", "INFO Pay#1", "paid 130");
    line(140, "ERROR", "ERROR Pay#2", "boom 140");
    line(135, "ERROR", "ERROR Pay#2", "boom 135");
    line(300, "ERROR", "ERROR Pay#2", "after the incident");
    Slices slices =
        Slices.of(
            List.of(new Window(60 * SECOND, 120 * SECOND)), new Window(120 * SECOND, 180 * SECOND));
    List<TemplateCount> counts = TemplateCountQuery.collect(logs.dataset(), slices);
    assertThat(counts)
        .containsExactly(
            new TemplateCount(
                "payment",
                "ERROR",
                true,
                "ERROR Pay#2",
                List.of(0L),
                2,
                0,
                135 * SECOND,
                "boom 135",
                "t135"),
            new TemplateCount(
                "payment",
                "INFO",
                false,
                "INFO Pay#1",
                List.of(1L),
                1,
                1,
                130 * SECOND,
                "paid 130",
                "t130"));
    assertThat(counts.get(0).isNew()).isTrue();
    assertThat(TemplateCountQuery.rows("q", counts))
        .allMatch(row -> row.length() == LogTemplates.TABLE.fields().size());
  }
}
