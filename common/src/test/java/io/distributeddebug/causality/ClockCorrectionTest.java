package io.distributeddebug.causality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ClockCorrectionTest {
  private static final long MINUTE = 60_000_000_000L;

  @Test
  void aWayRoundIsTakenWhereItIsNarrower() {
    ClockCorrection correction =
        ClockCorrection.of(
            List.of(
                offset("a", "b", 0, 10), offset("b", "c", 100, 110), offset("a", "c", 0, 1_000)));

    assertThat(correction.at("a", 5)).isEqualTo(new ClockCorrection.Reading(0, 0));
    assertThat(correction.at("c", 5)).isEqualTo(new ClockCorrection.Reading(110, 10));
  }

  @Test
  void aHostThatCallsNobodyOfTheOthersIsNotKnown() {
    ClockCorrection correction =
        ClockCorrection.of(
            List.of(offset("a", "b", 0, 10), offset("b", "c", 0, 10), offset("x", "y", 0, 10)));

    assertThat(correction.at("y", 5)).isEqualTo(ClockCorrection.UNKNOWN);
    assertThat(correction.at("", 5)).isEqualTo(ClockCorrection.UNKNOWN);
  }

  @Property(tries = 300)
  void theTrueOffsetOfEveryHostLiesWithinItsUncertainty(@ForAll long seed) {
    Random random = new Random(seed);
    int hosts = 2 + random.nextInt(6);
    long[] ahead = random.longs(hosts, -1_000_000, 1_000_000).toArray();
    List<ClockOffset> offsets = new ArrayList<>();
    for (int i = 0; i < hosts; i++) {
      for (int j = i + 1; j < hosts; j++) {
        if (random.nextInt(3) > 0) {
          long truth = ahead[j] - ahead[i];
          offsets.add(
              offset(
                  "h" + i, "h" + j, truth - random.nextInt(9_000), truth + random.nextInt(9_000)));
        }
      }
    }
    ClockCorrection correction = ClockCorrection.of(offsets);
    int reference = -1;
    for (int i = 0; i < hosts; i++) {
      ClockCorrection.Reading reading = correction.at("h" + i, 5);
      if (reading.uncertaintyNanos() == 0 && reference < 0) {
        reference = i;
      }
    }
    for (int i = 0; reference >= 0 && i < hosts; i++) {
      ClockCorrection.Reading reading = correction.at("h" + i, 5);
      if (!reading.equals(ClockCorrection.UNKNOWN)) {
        assertThat(Math.abs(ahead[i] - ahead[reference] - reading.offsetNanos()))
            .isLessThanOrEqualTo(reading.uncertaintyNanos());
      }
    }
  }

  private static ClockOffset offset(String reference, String host, long lower, long upper) {
    return new ClockOffset(new HostPair(reference, host), 0, MINUTE, lower, upper, 1, 0, "");
  }
}
