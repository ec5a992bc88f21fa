package io.distributeddebug.convention;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanEvent;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The status of spans, by the lines of the reference page. */
class SpanStatusTest {
  private static Stream<Arguments> lines() {
    return ConventionsPage.cells("Status of spans").stream()
        .map(cells -> Arguments.of(cells.get(0), cells.get(1), cells.get(2), cells.get(3)));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void isAsThePageSays(String of, String recorded, String status, String source) {
    Span span = conventional(span(kind(of), StatusCode.UNSET, recorded));

    assertThat(span.status()).isEqualTo(StatusCode.valueOf(status));
    assertThat(span.attributes().get(Span.STATUS_SOURCE).orElse("")).isEqualTo(source);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void isNeverChangedWhereItIsRecorded(String of, String recorded, String status, String source) {
    for (StatusCode explicit : List.of(StatusCode.OK, StatusCode.ERROR)) {
      Span span = conventional(span(kind(of), explicit, recorded));

      assertThat(span.status()).isEqualTo(explicit);
      assertThat(span.attributes().get(Span.STATUS_SOURCE)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void isTheSameWhenReadAgain(String of, String recorded, String status, String source) {
    Span once = conventional(span(kind(of), StatusCode.UNSET, recorded));

    assertThat(conventional(once)).isEqualTo(once);
  }

  @Test
  void whatTheErrorTagOrTheExceptionSaysIsTheMessage() {
    assertThat(message("`error=timeout`")).isEqualTo("timeout");
    assertThat(message("`error=true`")).isEmpty();
    assertThat(message("`error=true`, `otel.status_description=refused`")).isEqualTo("refused");
    assertThat(message("`event=exception`, `event.exception.message=reset`")).isEqualTo("reset");
    assertThat(message("`event=error`, `event.message=reset`")).isEqualTo("reset");
  }

  @Test
  void tagsThatOnlyRepeatTheStatusAreLeftOutAndOthersStay() {
    assertThat(attributes("`error=true`")).isEmpty();
    assertThat(attributes("`otel.status_code=ERROR`, `otel.status_description=refused`")).isEmpty();
    assertThat(attributes("`error=timeout`")).isEqualTo(Map.of("error", "timeout"));
    assertThat(attributes("`error=false`")).isEqualTo(Map.of("error", "false"));
    assertThat(attributes("`error=true`, `otel.status_code=OK`"))
        .isEqualTo(Map.of("error", "true"));
  }

  @Test
  void aSpanWithoutKindHasThatOfItsTag() {
    Span span = conventional(span(SpanKind.UNSPECIFIED, StatusCode.UNSET, "`span.kind=client`"));

    assertThat(span.kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.attributes().isEmpty()).isTrue();
  }

  @Test
  void theKindOfTheTagDecidesWhoseThePeerIs() {
    Span span =
        conventional(
            span(
                SpanKind.UNSPECIFIED,
                StatusCode.UNSET,
                "`span.kind=server`, `net.peer.name=phone`"));

    assertThat(span.attributes().text()).isEqualTo(Map.of("client.address", "phone"));
  }

  @Test
  void aTagOfAnotherKindStays() {
    Span span = conventional(span(SpanKind.SERVER, StatusCode.UNSET, "`span.kind=client`"));

    assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.attributes().text()).isEqualTo(Map.of("span.kind", "client"));
  }

  @Property
  void aSpanThatSaysNothingOfFailureIsTheSameObject(
      @ForAll SpanKind kind, @ForAll @From("harmless") int http) {
    Span span =
        span(
            kind,
            StatusCode.UNSET,
            "`http.response.status_code=%d`, `house.tag=x`".formatted(http));

    assertThat(conventional(span)).isSameAs(span);
  }

  @Provide
  Arbitrary<Integer> harmless() {
    return Arbitraries.integers().between(0, 399);
  }

  private static String message(String recorded) {
    return conventional(span(SpanKind.INTERNAL, StatusCode.UNSET, recorded)).statusMessage();
  }

  private static Map<String, String> attributes(String recorded) {
    return conventional(span(SpanKind.INTERNAL, StatusCode.UNSET, recorded)).attributes().text();
  }

  private static Span conventional(Span span) {
    return new Conventions().span(span);
  }

  private static SpanKind kind(String of) {
    return SpanKind.valueOf(of.toUpperCase(Locale.ROOT));
  }

  private static Span span(SpanKind kind, StatusCode status, String recorded) {
    Attributes all = ConventionsPage.attributes(recorded);
    Attributes.Builder own = Attributes.builder();
    Attributes.Builder ofEvent = Attributes.builder();
    all.text()
        .forEach(
            (key, value) -> {
              if (key.startsWith("event.")) {
                ofEvent.put(key.substring("event.".length()), value);
              } else if (!key.equals("event")) {
                own.put(key, value);
              }
            });
    all.numbers().forEach(own::put);
    List<SpanEvent> events =
        all.get("event").map(name -> new SpanEvent(1, name, ofEvent.build())).stream().toList();
    return new Span(
        "1".repeat(32),
        "2".repeat(16),
        "",
        "",
        Resource.UNKNOWN,
        "work",
        kind,
        1,
        2,
        status,
        "",
        own.build(),
        events,
        List.of(),
        "");
  }
}
