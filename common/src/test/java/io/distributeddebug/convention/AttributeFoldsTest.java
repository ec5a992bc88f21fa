package io.distributeddebug.convention;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.SpanKind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each line of the reference page, and what holds of all attributes. */
class AttributeFoldsTest {
  private static final List<Fold.Named> OF_RECORDS =
      Stream.of(
              HttpNames.ALL,
              NetworkNames.ALL,
              DatabaseNames.ALL,
              MessagingNames.ALL,
              RpcNames.ALL,
              OtherNames.ALL)
          .flatMap(List::stream)
          .toList();

  @ParameterizedTest
  @MethodSource("linesOfRecords")
  void storesAnAttributeAsThePageSays(ConventionsPage.Line line) {
    assertThat(AttributeFolds.ofRecords().fold(line.recorded(), line.kind()))
        .isEqualTo(line.stored());
  }

  @ParameterizedTest
  @MethodSource("linesOfResources")
  void storesAResourcesAttributeAsThePageSays(ConventionsPage.Line line) {
    assertThat(ResourceNames.fold(line.recorded())).isEqualTo(line.stored());
  }

  @Test
  void thePageTellsEveryOlderName() {
    assertThat(namesRecorded(linesOfRecords()))
        .containsAll(OF_RECORDS.stream().map(Fold.Named::name).toList());
    assertThat(namesRecorded(linesOfResources()))
        .containsAll(ResourceNames.RENAMED.stream().map(Fold.Named::name).toList());
  }

  @Test
  void noOlderNameIsListedTwice() {
    assertThat(OF_RECORDS.stream().map(Fold.Named::name)).doesNotHaveDuplicates();
  }

  @Test
  void ofTwoThatDifferTheStableOneCountsAndTheOlderOneStays() {
    assertThat(fold("http.method=POST", "http.request.method=GET"))
        .isEqualTo(attributes("http.method=POST", "http.request.method=GET"));
  }

  @Test
  void ofTwoThatSayTheSameOneIsStored() {
    assertThat(fold("http.status_code=500", "http.response.status_code=500"))
        .isEqualTo(Attributes.builder().put("http.response.status_code", 500).build());
  }

  @Test
  void ofTwoOlderNamesTheFirstListedCounts() {
    assertThat(fold("http.host=shop.example:443", "net.peer.name=gateway"))
        .isEqualTo(attributes("server.address=gateway", "http.host=shop.example:443"));
  }

  @Test
  void anEmptyStableAttributeGivesWay() {
    assertThat(fold("db.namespace=", "db.name=orders"))
        .isEqualTo(attributes("db.namespace=orders"));
  }

  @Test
  void whatFitsNoRuleStays() {
    Attributes recorded =
        attributes(
            "net.transport=inproc",
            "http.flavor=carrier pigeon",
            "peer.address=jdbc:mysql://db:3306/shop",
            "http.method=",
            "component=net/http",
            "sampler.type=const");

    assertThat(AttributeFolds.ofRecords().fold(recorded, SpanKind.CLIENT)).isEqualTo(recorded);
  }

  @Test
  void aPortThatIsNoneStaysInTheHost() {
    assertThat(fold("http.host=2001:db8::80")).isEqualTo(attributes("server.address=2001:db8::80"));
  }

  @Test
  void attributesByStableNamesAreTheSameObject() {
    Attributes stable =
        Attributes.builder()
            .put("http.request.method", "GET")
            .put("http.response.status_code", 200)
            .put("url.path", "/cart")
            .put("house.tag", "x")
            .build();

    assertThat(AttributeFolds.ofRecords().fold(stable, SpanKind.SERVER)).isSameAs(stable);
  }

  @Property
  void noValueIsLost(@ForAll("recorded") List<Named> recorded, @ForAll SpanKind kind) {
    Attributes folded = AttributeFolds.ofRecords().fold(attributes(recorded), kind);

    Set<String> values = new TreeSet<>(folded.text().values());
    folded.numbers().keySet().forEach(key -> values.add(folded.get(key).orElseThrow()));
    String all = String.join("\n", values);
    assertThat(recorded).allSatisfy(it -> assertThat(all).contains(it.value()));
  }

  @Property
  void foldingTwiceIsFoldingOnce(@ForAll("recorded") List<Named> recorded, @ForAll SpanKind kind) {
    Attributes once = AttributeFolds.ofRecords().fold(attributes(recorded), kind);

    assertThat(AttributeFolds.ofRecords().fold(once, kind)).isEqualTo(once);
  }

  /** A value of its own for each name, so that none can hide the loss of another. */
  record Named(String name, String value, boolean number) {}

  @Provide
  Arbitrary<List<Named>> recorded() {
    List<String> names =
        Stream.concat(
                OF_RECORDS.stream().map(Fold.Named::name),
                Stream.concat(
                    linesOfRecords().flatMap(line -> names(line.stored()).stream()),
                    Stream.of("rpc.method", "code.namespace", "house.tag")))
            .distinct()
            .toList();
    Arbitrary<Integer> number = Arbitraries.integers().between(0, names.size() - 1);
    return number
        .set()
        .ofMinSize(1)
        .ofMaxSize(12)
        .flatMap(
            chosen ->
                Arbitraries.integers()
                    .between(0, 2)
                    .list()
                    .ofSize(chosen.size())
                    .map(
                        shapes -> {
                          List<Integer> indices = List.copyOf(chosen);
                          return Stream.iterate(0, i -> i + 1)
                              .limit(indices.size())
                              .map(
                                  i ->
                                      named(
                                          names.get(indices.get(i)), indices.get(i), shapes.get(i)))
                              .collect(Collectors.toList());
                        }));
  }

  private static Named named(String name, int index, int shape) {
    return switch (shape) {
      case 0 -> new Named(name, "v" + (1000 + index) + "v", false);
      case 1 -> new Named(name, Integer.toString(1000 + index), false);
      default -> new Named(name, Integer.toString(1000 + index), true);
    };
  }

  private static Attributes attributes(List<Named> recorded) {
    Attributes.Builder attributes = Attributes.builder();
    for (Named it : recorded) {
      if (it.number()) {
        attributes.put(it.name(), Double.parseDouble(it.value()));
      } else {
        attributes.put(it.name(), it.value());
      }
    }
    return attributes.build();
  }

  private static Stream<ConventionsPage.Line> linesOfRecords() {
    return ConventionsPage.lines("Attributes", 3).stream();
  }

  private static Stream<ConventionsPage.Line> linesOfResources() {
    return ConventionsPage.lines("Resources", 2).stream();
  }

  private static Set<String> namesRecorded(Stream<ConventionsPage.Line> lines) {
    return lines.flatMap(line -> names(line.recorded()).stream()).collect(Collectors.toSet());
  }

  private static Set<String> names(Attributes attributes) {
    Set<String> names = new TreeSet<>(attributes.text().keySet());
    names.addAll(attributes.numbers().keySet());
    return names;
  }

  private static Attributes fold(String... pairs) {
    return AttributeFolds.ofRecords().fold(attributes(pairs), SpanKind.CLIENT);
  }

  private static Attributes attributes(String... pairs) {
    Attributes.Builder attributes = Attributes.builder();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      attributes.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return attributes.build();
  }
}
