package io.distributeddebug.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SuspicionTest {
  private static final List<String> SIGNALS = List.of("gap", "self", "flow", "metric");

  @Property
  void aServiceWithoutEvidenceNeverOutranksOneWith(@ForAll long seed) {
    List<Suspicion> ranked = Suspicion.ranked(seen(), clues(seed, ""), Settings.STANDARD);

    boolean without = false;
    for (Suspicion suspicion : ranked) {
      without |= suspicion.clues().isEmpty();
      assertThat(suspicion.clues().isEmpty()).isEqualTo(without);
      assertThat(suspicion.score() > 0).isNotEqualTo(suspicion.clues().isEmpty());
    }
  }

  @Property
  void theOrderOfCluesDoesNotMatter(@ForAll long seed) {
    List<Clue> clues = clues(seed, "");
    List<Clue> shuffled = new ArrayList<>(clues);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(Suspicion.ranked(seen(), shuffled, Settings.STANDARD))
        .extracting(Suspicion::subject, Suspicion::score)
        .isEqualTo(
            Suspicion.ranked(seen(), clues, Settings.STANDARD).stream()
                .map(s -> org.assertj.core.groups.Tuple.tuple(s.subject(), s.score()))
                .toList());
  }

  @Property
  void renamingServicesKeepsTheirScores(@ForAll long seed) {
    List<Suspicion> before = Suspicion.ranked(Set.of(), clues(seed, ""), Settings.STANDARD);
    List<Suspicion> after = Suspicion.ranked(Set.of(), clues(seed, "z-"), Settings.STANDARD);

    assertThat(after)
        .extracting(suspicion -> suspicion.subject().substring(2))
        .isEqualTo(before.stream().map(Suspicion::subject).toList());
    assertThat(after)
        .extracting(Suspicion::score)
        .isEqualTo(before.stream().map(Suspicion::score).toList());
  }

  private static Set<String> seen() {
    Set<String> seen = new LinkedHashSet<>();
    for (int i = 0; i < 10; i++) {
      seen.add("service-" + i);
    }
    return seen;
  }

  private static List<Clue> clues(long seed, String prefix) {
    Random random = new Random(seed);
    List<Clue> clues = new ArrayList<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      clues.add(
          new Clue(
              prefix + "service-" + random.nextInt(10),
              SIGNALS.get(random.nextInt(SIGNALS.size())),
              0.1 + random.nextInt(100),
              CauseKind.UNKNOWN,
              Clue.AFTER_RESOURCES,
              "where " + i,
              "",
              "",
              Optional.empty(),
              random.nextInt(1000),
              "",
              List.of()));
    }
    return clues;
  }
}
