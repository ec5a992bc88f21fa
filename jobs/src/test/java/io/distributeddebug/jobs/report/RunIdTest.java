package io.distributeddebug.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RunIdTest {
  private static final Instant TIME = Instant.parse("2026-01-05T09:17:00.123Z");

  @Test
  void saysWhenAndWhatWasAsked() {
    assertThat(RunId.of(TIME, "Checkout times out!"))
        .isEqualTo("20260105-091700-123-checkout-times-out");
  }

  @Test
  void anEmptyDescriptionLeavesTheTimeAlone() {
    assertThat(RunId.of(TIME, "")).isEqualTo("20260105-091700-123");
    assertThat(RunId.of(TIME, " ../.. \u202e\n")).isEqualTo("20260105-091700-123");
  }

  @Test
  void aHostileDescriptionNamesNoOtherFolder() {
    assertThat(RunId.of(TIME, "../../etc/passwd; rm -rf $HOME"))
        .isEqualTo("20260105-091700-123-etc-passwd-rm-rf-home");
  }

  @Property
  void isSafeOnEveryFileSystemWhateverTheDescription(@ForAll String description) {
    assertThat(RunId.of(TIME, description))
        .matches("20260105-091700-123(-[a-z0-9]([a-z0-9-]*[a-z0-9])?)?")
        .hasSizeLessThanOrEqualTo(60);
  }
}
