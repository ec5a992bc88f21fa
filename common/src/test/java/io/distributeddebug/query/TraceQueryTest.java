package io.distributeddebug.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.Span;
import io.distributeddebug.trace.DrawnTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a query finds in a trace: the bars of spans that match are drawn with {@code #}. */
class TraceQueryTest {
  private static final String SHOP =
      """
      web GET /                                    | ==============
        web call {client http.status_code=200}     |   ==========
          cart load {http.status_code=500 error}   |    =======
            cart SELECT {client db.system=mysql}   |     ==
            cart UPDATE {client db.system=mysql}   |       ===
        web render                                 |             =
      """;

  @Test
  void aFilterFindsTheSpansItHoldsFor() {
    assertThat(found("{ .http.status_code >= 300 && status = error }"))
        .isEqualTo(
            """
            web GET /                                    | ==============
              web call {client http.status_code=200}     |   ==========
                cart load {http.status_code=500 error}   |    #######
                  cart SELECT {client db.system=mysql}   |     ==
                  cart UPDATE {client db.system=mysql}   |       ===
              web render                                 |             =
            """);
    assertThat(names("{ name =~ \"SEL.*|UPD.*\" && duration > 2ms }")).containsExactly("UPDATE");
    assertThat(names("{ resource.service.name = \"cart\" && kind != client }"))
        .containsExactly("load");
    assertThat(names("{ duration * 2 = 14ms || -duration = -14ms }"))
        .containsExactly("GET /", "load");
  }

  @Test
  void anOlderNameFindsWhatIsStoredUnderTheStableOne() {
    assertThat(StableNames.of(Attribute.Scope.SPAN, "http.status_code"))
        .containsExactly("http.response.status_code");
    assertThat(StableNames.of(Attribute.Scope.SPAN, "http.url"))
        .containsExactlyInAnyOrder("url.full", "url.path");
    assertThat(StableNames.of(Attribute.Scope.SPAN, "http.response.status_code")).isEmpty();
    assertThat(StableNames.of(Attribute.Scope.EVENT, "http.status_code")).isEmpty();
    String stable = SHOP.replace("http.status_code", "http.response.status_code");
    DrawnTrace drawn = DrawnTrace.of(stable);
    assertThat(
            TraceQuery.parse("{ span.http.status_code = 500 } && { .http.status_code = 200 }")
                .match(SpanRecords.of(drawn.trace(), drawn.spans()), 9))
        .isPresent();
  }

  @Test
  void aPatternMustFitTheWholeText() {
    assertThat(names("{ name =~ \"SEL\" }")).isEmpty();
    assertThat(names("{ span.db.system !~ \"post.*\" }")).containsExactly("SELECT", "UPDATE");
  }

  @Test
  void whatIsNotThereComparesWithNilAlone() {
    assertThat(names("{ .http.status_code != 200 }")).containsExactly("load");
    assertThat(names("{ .db.system != nil }")).containsExactly("SELECT", "UPDATE");
    assertThat(names("{ .db.system = nil && kind = client }")).containsExactly("call");
    assertThat(names("{ parent = nil }")).containsExactly("GET /");
    assertThat(names("{ parent.http.status_code = 500 && name != \"UPDATE\" }"))
        .containsExactly("SELECT");
  }

  @Test
  void placesInTheTreeAreThoseOfTheRightSide() {
    assertThat(found("{ name = \"GET /\" } >> { .db.system = \"mysql\" }"))
        .isEqualTo(
            """
            web GET /                                    | ==============
              web call {client http.status_code=200}     |   ==========
                cart load {http.status_code=500 error}   |    =======
                  cart SELECT {client db.system=mysql}   |     ##
                  cart UPDATE {client db.system=mysql}   |       ###
              web render                                 |             =
            """);
    assertThat(names("{ resource.service.name = \"web\" } > {}"))
        .containsExactly("call", "load", "render");
    assertThat(names("{ .db.system != nil } < {}")).containsExactly("load");
    assertThat(names("{ .db.system != nil } << {}")).containsExactly("GET /", "call", "load");
    assertThat(names("{ name = \"SELECT\" } ~ {}")).containsExactly("UPDATE");
    assertThat(names("{ .db.system != nil } ~ {}")).containsExactly("SELECT", "UPDATE");
  }

  @Test
  void aNegationKeepsTheOthersOfTheRightSide() {
    assertThat(names("{ resource.service.name = \"web\" } !> {}"))
        .containsExactly("GET /", "SELECT", "UPDATE");
    assertThat(names("{ name = \"call\" } !>> {}")).containsExactly("GET /", "call", "render");
    assertThat(names("{ .db.system != nil } !< {}"))
        .containsExactly("GET /", "call", "SELECT", "UPDATE", "render");
    assertThat(names("{ .db.system != nil } !<< {}")).containsExactly("SELECT", "UPDATE", "render");
    assertThat(names("{ name = \"SELECT\" } !~ { .db.system != nil }")).containsExactly("SELECT");
  }

  @Test
  void aUnionKeepsBothSides() {
    assertThat(names("{ name = \"call\" } &> {}")).containsExactly("call", "load");
    assertThat(names("{ name = \"call\" } &>> { .db.system != nil }"))
        .containsExactly("call", "SELECT", "UPDATE");
    assertThat(names("{ .db.system != nil } &< {}")).containsExactly("load", "SELECT", "UPDATE");
    assertThat(names("{ name = \"SELECT\" } &<< { name = \"call\" }"))
        .containsExactly("call", "SELECT");
    assertThat(names("{ name = \"SELECT\" } &~ {}")).containsExactly("SELECT", "UPDATE");
  }

  @Test
  void setsOfSpansAreJoinedFromLeftToRight() {
    assertThat(names("{ name = \"load\" } && { name = \"render\" }"))
        .containsExactly("load", "render");
    assertThat(names("{ name = \"load\" } && { name = \"nobody\" }")).isEmpty();
    assertThat(names("{ name = \"load\" } || { name = \"nobody\" } && { name = \"nobody\" }"))
        .isEmpty();
    // A place in the tree binds more tightly.
    assertThat(names("{ name = \"render\" } && { name = \"call\" } > { name = \"load\" }"))
        .containsExactly("load", "render");
  }

  @Test
  void aPipelineCountsWhatIsLeft() {
    assertThat(names("{ .db.system != nil } | count() > 1")).containsExactly("SELECT", "UPDATE");
    assertThat(names("{ .db.system != nil } | count() > 2")).isEmpty();
    assertThat(names("{ .db.system != nil } | avg(duration) = 2500us | max(duration) > 2ms"))
        .containsExactly("SELECT", "UPDATE");
    assertThat(names("{ kind = client } | { resource.service.name = \"web\" }"))
        .containsExactly("call");
    assertThat(names("{ .nothing = nil } | sum(.nothing) >= 0")).isEmpty();
    assertThat(names("({ kind = client } | count()) > ({ kind = server } | count()) + 1"))
        .isEmpty();
    assertThat(names("({ kind = client } | count()) = ({ kind = server } | count()) + 1"))
        .hasSize(6);
    assertThat(names("({ kind = client } | count()) > ({ kind = producer } | count())"))
        .as("what is not there counts 0")
        .hasSize(6);
  }

  @Test
  void groupsAreSetsOfTheirOwn() {
    TraceMatch match = match("{} | by(resource.service.name) | count() > 2").orElseThrow();
    assertThat(match.spansets())
        .extracting(TraceMatch.Spans::groups)
        .containsExactly(List.of("cart"), List.of("web"));
    assertThat(match.spansets()).extracting(TraceMatch.Spans::matchedCount).containsExactly(3, 3);
    assertThat(match("{} | by(kind) | count() > 2 | coalesce()").orElseThrow().spansets())
        .extracting(TraceMatch.Spans::groups)
        .containsExactly(List.of());
  }

  @Test
  void aMatchShowsWhatIsSelectedAndWhatIsAskedFor() {
    TraceMatch match =
        match("{ .db.system = \"mysql\" } | select(kind, resource.service.instance.id)")
            .orElseThrow();
    assertThat(match.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(match.rootService() + " " + match.rootOperation()).isEqualTo("web GET /");
    assertThat(match.durationNanos()).isEqualTo(14_000_000);
    assertThat(match.spanCount()).isEqualTo(6);
    assertThat(match.matchedCount()).isEqualTo(2);
    assertThat(match.spansets().get(0).spans().get(0).fields().toString())
        .isEqualTo("{kind=client, resource.service.instance.id=cart-0, .db.system=mysql}");
  }

  @Test
  void aNestedSetNumbersTheOpeningAndClosingOfSpans() {
    TraceMatch match =
        match("{} | select(nestedSetLeft, nestedSetRight, nestedSetParent)").orElseThrow();
    assertThat(match.spansets().get(0).spans())
        .extracting(span -> span.operation() + " " + String.join(" ", span.fields().values()))
        .containsExactly(
            "GET / 1 12 -1",
            "call 2 9 1",
            "load 3 8 2",
            "SELECT 4 5 3",
            "UPDATE 6 7 3",
            "render 10 11 1");
  }

  @Test
  void textThatIsANumberComparesAsOneForManyArchivesKeepOnlyText() {
    assertThat(Comparing.holds(Operator.GREATER, Value.text("500"), Value.number(99))).isTrue();
    assertThat(Comparing.holds(Operator.EQUAL, Value.text("5e"), Value.number(5))).isFalse();
    assertThat(Comparing.holds(Operator.EQUAL, Value.text("true"), Value.Flag.TRUE)).isTrue();
    assertThat(Comparing.holds(Operator.GREATER, Value.text("500"), Value.text("99"))).isFalse();
  }

  @Test
  void ofSeveralEventsOneMustDoAndForANegationAll() {
    Value events = Value.of(List.of(Value.text("retry"), Value.text("exception")));
    assertThat(Comparing.holds(Operator.EQUAL, events, Value.text("retry"))).isTrue();
    assertThat(Comparing.holds(Operator.NOT_EQUAL, events, Value.text("retry"))).isFalse();
    assertThat(Comparing.holds(Operator.NOT_EQUAL, events, Value.text("start"))).isTrue();
  }

  private static List<String> names(String query) {
    return match(query).stream()
        .flatMap(match -> match.spansets().stream())
        .flatMap(spanset -> spanset.spans().stream())
        .map(TraceMatch.SpanMatch::operation)
        .toList();
  }

  private static Optional<TraceMatch> match(String query) {
    DrawnTrace drawn = DrawnTrace.of(SHOP);
    return TraceQuery.parse(query).match(SpanRecords.of(drawn.trace(), drawn.spans()), 100);
  }

  private static String found(String query) {
    Set<String> ids =
        match(query).stream()
            .flatMap(match -> match.spansets().stream())
            .flatMap(spanset -> spanset.spans().stream())
            .map(TraceMatch.SpanMatch::spanId)
            .collect(Collectors.toSet());
    List<Span> spans = DrawnTrace.of(SHOP).spans();
    List<String> lines = new ArrayList<>(SHOP.lines().toList());
    for (int i = 0; i < lines.size(); i++) {
      int bar = lines.get(i).indexOf('|');
      if (ids.contains(spans.get(i).spanId())) {
        lines.set(
            i, lines.get(i).substring(0, bar) + lines.get(i).substring(bar).replace('=', '#'));
      }
    }
    return String.join("\n", lines) + "\n";
  }
}
