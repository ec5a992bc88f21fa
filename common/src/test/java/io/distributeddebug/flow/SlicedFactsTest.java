package io.distributeddebug.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SlicedFactsTest {
  private static final long SLICE = 1_000;

  /** Traces of two services over 40 slices, counted in one place and in three. */
  @Property(tries = 30)
  void factsThatTravelledAsBytesAreThoseCountedInOnePlace(@ForAll long seed) {
    Random random = new Random(seed);
    SlicedFacts whole = new SlicedFacts(0, SLICE);
    List<SlicedFacts> parts =
        List.of(new SlicedFacts(0, SLICE), new SlicedFacts(0, SLICE), new SlicedFacts(0, SLICE));
    for (int i = 0; i < 200; i++) {
      Flow flow = flow("t" + i, random);
      whole.add(flow);
      parts.get(random.nextInt(3)).add(flow);
    }
    SlicedFacts merged = new SlicedFacts(0, SLICE);
    parts.forEach(part -> part.encode(merged::add));

    assertThat(text(merged)).isEqualTo(text(whole)).isNotEmpty();
  }

  private static Flow flow(String traceId, Random random) {
    long start = random.nextInt(40) * SLICE - 20 * SLICE;
    long work = 1L + random.nextInt(random.nextInt(100) + 1);
    return Flow.of(
        traceId,
        List.of(
            FlowSpan.plain("1", "", "shop", "shop-1", "order", start, start + 3 * work),
            FlowSpan.plain("2", "1", "stock", "stock-1", "reserve", start + 1, start + work)),
        List.of());
  }

  private static SortedMap<String, String> text(SlicedFacts facts) {
    SortedMap<String, String> text = new TreeMap<>();
    facts.encode(
        (kind, key, tallies) ->
            text.put(kind + " " + key, Base64.getEncoder().encodeToString(tallies)));
    return text;
  }
}
