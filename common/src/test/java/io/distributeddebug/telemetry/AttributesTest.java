package io.distributeddebug.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class AttributesTest {
  @Property
  void ofAKeyGivenTwiceTheLastValueWinsWhateverItsType(
      @ForAll @Size(max = 80) List<@AlphaChars @StringLength(max = 2) String> keys,
      @ForAll @IntRange(min = 1, max = 5) int everyWhichIsANumber) {
    SortedMap<String, Object> last = new TreeMap<>();
    Attributes.Builder builder = Attributes.builder();
    for (int i = 0; i < keys.size(); i++) {
      if (i % everyWhichIsANumber == 0) {
        builder.put(keys.get(i), (double) i);
        last.put(keys.get(i), (double) i);
      } else {
        builder.put(keys.get(i), "value " + i);
        last.put(keys.get(i), "value " + i);
      }
    }

    Attributes attributes = builder.build();

    SortedMap<String, Object> both = new TreeMap<>(attributes.text());
    both.putAll(attributes.numbers());
    assertThat(both).isEqualTo(last);
    assertThat(attributes.text().size() + attributes.numbers().size()).isEqualTo(last.size());
  }

  @Property
  void mapsAreThoseOfATree(
      @ForAll @Size(max = 40) Map<@AlphaChars @StringLength(max = 3) String, String> given,
      @ForAll @AlphaChars @StringLength(max = 3) String one,
      @ForAll @AlphaChars @StringLength(max = 3) String other) {
    SortedMap<String, String> tree = new TreeMap<>(given);
    SortedMap<String, String> map = new Attributes(tree, new TreeMap<>()).text();
    String from = one.compareTo(other) < 0 ? one : other;
    String to = one.compareTo(other) < 0 ? other : one;

    assertThat(map).isEqualTo(tree).hasSameHashCodeAs(tree);
    assertThat(List.copyOf(map.entrySet())).isEqualTo(List.copyOf(tree.entrySet()));
    assertThat(map.get(one)).isEqualTo(tree.get(one));
    assertThat(map.containsKey(one)).isEqualTo(tree.containsKey(one));
    assertThat(map.subMap(from, to)).isEqualTo(tree.subMap(from, to));
    assertThat(map.headMap(one)).isEqualTo(tree.headMap(one));
    assertThat(map.tailMap(one)).isEqualTo(tree.tailMap(one));
    List<String> visited = new ArrayList<>();
    map.forEach((key, value) -> visited.add(key + "=" + value));
    assertThat(visited)
        .isEqualTo(tree.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    if (!tree.isEmpty()) {
      assertThat(map.firstKey()).isEqualTo(tree.firstKey());
      assertThat(map.lastKey()).isEqualTo(tree.lastKey());
    }
  }

  @Test
  void mapsTravelBetweenMachines() throws IOException, ClassNotFoundException {
    SortedMap<String, String> map = Attributes.builder().put("a", "b").put("c", 1).build().text();
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(sent)) {
      out.writeObject(map);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(sent.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(map);
    }
  }

  @Test
  void cannotBeChanged() {
    SortedMap<String, String> map = Attributes.builder().put("a", "b").build().text();

    assertThatThrownBy(() -> map.put("c", "d")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> map.entrySet().iterator().next().setValue("d"))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
