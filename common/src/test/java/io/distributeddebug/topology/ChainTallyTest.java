package io.distributeddebug.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChainTallyTest {
  @Test
  void demandGoesBackToAllThatACallWasMadeFor() {
    ChainTally tally = new ChainTally();
    add(tally, "1", "web:- cart:0 db:1 db:1");
    add(tally, "2", "app:- cart:0 db:1");
    assertThat(tally.calls()).containsEntry("db", 3L).containsEntry("cart", 2L);
    assertThat(tally.demandOn("db"))
        .containsExactly(Map.entry("app", 1L), Map.entry("cart", 3L), Map.entry("web", 2L));
    assertThat(tally.demandOn("web")).isEmpty();
  }

  @Test
  void fanOutIsTheNumberOfCallsThatOneRequestMakes() {
    ChainTally tally = new ChainTally();
    add(tally, "1", "web:- db:0 db:0 db:0 cart:0");
    add(tally, "2", "web:- db:0");
    ChainTally.FanOut db = tally.fanOutOf("web").get("db");
    assertThat(db.perRequest().count()).isEqualTo(2);
    assertThat(db.perRequest().sum()).isEqualTo(4);
    assertThat(db.perRequest().max()).isEqualTo(3);
    assertThat(db.widestTrace()).isEqualTo("1");
  }

  @Test
  void aWayThatComesBackIsACycleWithTheTraceThatShowsIt() {
    ChainTally tally = new ChainTally();
    add(tally, "2", "web:- cart:0 price:1 cart:2 db:3");
    add(tally, "1", "web:- price:0 cart:1 price:2");
    add(tally, "3", "web:- cart:0 cart:1");
    assertThat(tally.cycles())
        .containsExactly(
            new ChainTally.Cycle(List.of("cart"), 1, "3"),
            new ChainTally.Cycle(List.of("cart", "price"), 2, "1"));
  }

  @Property(tries = 300)
  void demandAndCyclesAreThoseOfEveryWay(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int size) {
    Random random = new Random(seed);
    int[] callers = new int[size];
    String[] names = new String[size];
    for (int i = 0; i < size; i++) {
      callers[i] = i == 0 ? -1 : random.nextInt(i + 1) - 1;
      names[i] = "" + "abcd".charAt(random.nextInt(4));
    }
    ChainTally tally = new ChainTally();
    tally.add("1", callers, names);

    TreeMap<String, TreeMap<String, Long>> demand = new TreeMap<>();
    Set<List<String>> cycles = new HashSet<>();
    for (int i = 0; i < size; i++) {
      List<String> above = new ArrayList<>();
      for (int at = callers[i]; at >= 0; at = callers[at]) {
        above.add(0, names[at]);
      }
      for (String name : new HashSet<>(above)) {
        if (!name.equals(names[i])) {
          demand.computeIfAbsent(names[i], key -> new TreeMap<>()).merge(name, 1L, Long::sum);
        }
      }
      int last = above.lastIndexOf(names[i]);
      if (last >= 0) {
        List<String> way = above.subList(last, above.size());
        if (new HashSet<>(way).size() == way.size()) {
          cycles.add(fromTheSmallest(way));
        }
      }
    }
    for (String name : names) {
      assertThat(tally.demandOn(name)).isEqualTo(demand.getOrDefault(name, new TreeMap<>()));
    }
    assertThat(tally.cycles())
        .extracting(ChainTally.Cycle::nodes)
        .containsExactlyInAnyOrderElementsOf(cycles);
  }

  @Property(tries = 50)
  void partsMergeToTheWhole(@ForAll long seed) {
    Random random = new Random(seed);
    ChainTally whole = new ChainTally();
    ChainTally one = new ChainTally();
    ChainTally other = new ChainTally();
    for (int trace = 0; trace < 20; trace++) {
      int[] callers = new int[8];
      String[] names = new String[8];
      for (int i = 0; i < 8; i++) {
        callers[i] = i == 0 ? -1 : random.nextInt(i);
        names[i] = "" + "abc".charAt(random.nextInt(3));
      }
      whole.add("t" + trace, callers, names);
      (random.nextBoolean() ? one : other).add("t" + trace, callers, names);
    }
    ChainTally merged = other.merge(one);
    assertThat(merged.calls()).isEqualTo(whole.calls());
    assertThat(merged.cycles()).isEqualTo(whole.cycles());
    for (String name : whole.calls().keySet()) {
      assertThat(merged.demandOn(name)).isEqualTo(whole.demandOn(name));
      assertThat(merged.fanOutOf(name)).isEqualTo(whole.fanOutOf(name));
    }
  }

  private static List<String> fromTheSmallest(List<String> way) {
    List<String> smallest = null;
    for (int i = 0; i < way.size(); i++) {
      List<String> turned = new ArrayList<>(way.subList(i, way.size()));
      turned.addAll(way.subList(0, i));
      if (smallest == null || turned.get(0).compareTo(smallest.get(0)) < 0) {
        smallest = turned;
      }
    }
    return smallest;
  }

  /** Each word is a call: the name of the called, and the number of the call that it is made in. */
  private static void add(ChainTally tally, String traceId, String drawn) {
    String[] words = drawn.split(" ", -1);
    int[] callers = new int[words.length];
    String[] names = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      String[] parts = words[i].split(":", -1);
      names[i] = parts[0];
      callers[i] = parts[1].equals("-") ? -1 : Integer.parseInt(parts[1]);
    }
    tally.add(traceId, callers, names);
  }
}
