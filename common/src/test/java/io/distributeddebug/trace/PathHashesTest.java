package io.distributeddebug.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathHashesTest {
  @Test
  void spansThatWereReachedTheSameWayHaveOneHash() {
    long[] one =
        PathHashes.of(
            DrawnTrace.trace(
                """
                web GET /      | ==========
                  cart load    |  ==
                    db query   |   =
                  cart load    |     ===
                    db query   |      =
                  db query     |         =
                """));
    long[] other =
        PathHashes.of(
            DrawnTrace.trace(
                """
                web GET /      | ====
                  cart load    |  ==
                    db query   |   =
                """));
    assertThat(one[2]).as("each query of each load").isEqualTo(one[4]).isEqualTo(other[2]);
    assertThat(one[5]).as("the same query, asked by the web").isNotEqualTo(one[2]);
    assertThat(one[1]).isNotEqualTo(one[0]).isEqualTo(one[3]);
  }

  @Test
  void whereANameEndsMakesADifference() {
    long[] one = PathHashes.of(DrawnTrace.trace("a bc | ="));
    long[] other = PathHashes.of(DrawnTrace.trace("ab c | ="));
    assertThat(one[0]).isNotEqualTo(other[0]);
  }
}
