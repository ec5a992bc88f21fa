package io.distributeddebug.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DependencyTalliesTest {
  private static final DependencyKey CART = new DependencyKey("web", "cart", CallKind.SYNC, "", "");

  @Test
  void aCallCountsInTheBucketThatItBeganIn() {
    DependencyTallies tallies = DependencyTallies.byBucket(100);
    for (long start : new long[] {-1, 0, 99, 100, 250}) {
      tallies.of(CART, start).add("t" + start, start, 5, start == 99, false);
    }
    assertThat(tallies.buckets().get(CART).entrySet())
        .extracting(bucket -> bucket.getKey() + ": " + bucket.getValue().calls())
        .containsExactly("-100: 1", "0: 2", "100: 1", "200: 1");
    assertThat(tallies.dependencies().get(CART).calls()).isEqualTo(5);
    assertThat(tallies.dependencies().get(CART).errors()).isEqualTo(1);
  }

  @Test
  void aHostThatIsAServiceElsewhereIsThatServiceInEachBucket() {
    DependencyTallies one = DependencyTallies.byBucket(100);
    one.of(new DependencyKey("web", "cart", CallKind.EXTERNAL, "", ""), 7)
        .add("t1", 7, 5, false, false);
    DependencyTallies other = DependencyTallies.byBucket(100);
    other.service("cart");
    other.of(CART, 150).add("t2", 150, 5, false, false);
    assertThat(one.merge(other).buckets()).containsOnlyKeys(CART);
    assertThat(one.buckets().get(CART)).containsOnlyKeys(0L, 100L);
  }

  @Test
  void withoutBucketsAllTimeIsOne() {
    DependencyTallies tallies = new DependencyTallies();
    tallies.of(CART, 7).add("t1", 7, 5, false, false);
    tallies.of(CART, 700).add("t2", 700, 5, false, false);
    assertThat(tallies.buckets().get(CART)).containsOnlyKeys(0L);
    assertThatThrownBy(() -> DependencyTallies.byBucket(-5))
        .hasMessage("Invalid bucket: -5 ns, not at least 0");
  }
}
