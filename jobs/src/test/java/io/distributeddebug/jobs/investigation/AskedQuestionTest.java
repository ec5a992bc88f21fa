package io.distributeddebug.jobs.investigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributeddebug.incident.KnownNames;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.telemetry.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AskedQuestionTest {
  /** Recorded from eight to ten. */
  private static final KnownNames KNOWN =
      KnownNames.of(Set.of("cart"), Set.of("GET /"), window("08:00", "10:00"));

  @Test
  void anAlarmAtTheEndOfTheDataIsLookedAroundAsAnyOther() {
    assertThat(search("slow", Optional.of("09:58"))).isEqualTo(window("09:28", "10:28"));
  }

  @Test
  void withoutAnAlarmAllThatIsRecordedIsLookedAt() {
    assertThat(search("slow", Optional.empty())).isEqualTo(window("08:00", "10:00"));
  }

  @Test
  void anAlarmFarFromTheDataIsRefusedWithTheirRange() {
    assertThatThrownBy(() -> search("slow", Optional.of("12:00")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("2026-01-05T11:30:00Z")
        .satisfies(
            error ->
                assertThat(((UserError) error).hint())
                    .isEqualTo(
                        "The lake holds traces from 2026-01-05T08:00:00Z to"
                            + " 2026-01-05T10:00:00Z."));
  }

  private static Window search(String description, Optional<String> alarm) {
    InvestigationRequest request =
        new InvestigationRequest(
            description,
            List.of(),
            Optional.empty(),
            Duration.ofMinutes(30),
            alarm.map(time -> OptionalLong.of(nanos(time))).orElse(OptionalLong.empty()),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            "run",
            Instant.EPOCH,
            "distributed-debug slow");
    return AskedQuestion.of(request, KNOWN).question().search();
  }

  private static Window window(String from, String to) {
    return new Window(nanos(from), nanos(to));
  }

  private static long nanos(String time) {
    return Window.unixNanos(Instant.parse("2026-01-05T" + time + ":00Z"));
  }
}
