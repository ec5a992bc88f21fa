package io.distributeddebug.state.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StateMappingReaderTest {
  @Test
  void anUnknownKeyIsRefusedWithItsPlaceAndWhatIsKnown() {
    assertThatThrownBy(
            () ->
                StateMappingReader.read(
                    "m.yaml",
                    """
                    entities:
                      order:
                        keys: [order_id]
                        place: [orders-db]
                    """))
        .hasMessage(
            "Cannot read mapping m.yaml, line 4, column 5: unknown key 'place', did you mean 'places'?;"
                + " known here: keys, places, states");
  }

  @Test
  void aRuleOfAnUnknownKindIsRefused() {
    assertThatThrownBy(
            () ->
                StateMappingReader.read(
                    "m.yaml",
                    """
                    rules:
                      - {id: a, when: {span: x}, emit: {entity: e, kind: steal}}
                    """))
        .hasMessageStartingWith(
            "Cannot read mapping m.yaml, line 2, column 54: unknown kind 'steal'; there are: read, write");
  }

  @Test
  void aRuleThatMeansEverySpanIsRefused() {
    assertThatThrownBy(
            () ->
                StateMappingReader.read(
                    "m.yaml",
                    "rules:\n  - {id: a, when: {service: s}, emit: {entity: e, kind: read}}\n"))
        .hasMessageContaining("one of span, log and has is needed");
  }

  @Test
  void sessionsAreThoseOfTheFileElseTheUsualOnes() {
    assertThat(StateMappingReader.read("m.yaml", "sessions: [cookie]\n").sessions())
        .containsExactly("cookie");
    assertThat(StateMappingReader.read("m.yaml", "rules: []\n").sessions())
        .startsWith("session.id");
  }
}
