package io.distributeddebug.jobs.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class AssembleTracesTest {
  private static final String ONE = "00000000000000010000000000000001";
  private static final String TWO = "00000000000000020000000000000002";

  @Test
  void givesOneTraceForEachRunOfRowsWithTheSameKey() {
    List<AssembledTrace> traces =
        assemble(
            span(10, ONE, "0a", "", "web"),
            span(10, ONE, "0b", "0a", "cart"),
            span(11, TWO, "0a", "", "mail"));
    assertThat(traces).hasSize(2);
    assertThat(traces.get(0).trace().id()).isEqualTo(ONE);
    assertThat(traces.get(0).trace().size()).isEqualTo(2);
    assertThat(traces.get(0).trace().parent(1)).isZero();
    assertThat(traces.get(0).row(1).getString(SpanInput.SERVICE)).isEqualTo("cart");
    assertThat(traces.get(1).trace().service(0)).isEqualTo("mail");
  }

  @Test
  void tellsTracesApartWhoseKeysCollide() {
    List<AssembledTrace> traces =
        assemble(
            span(10, ONE, "0a", "", "web"),
            span(10, TWO, "0a", "", "mail"),
            span(10, ONE, "0b", "0a", "cart"),
            span(10, TWO, "0b", "0a", "smtp"),
            span(12, ONE, "0c", "", "late"));
    assertThat(traces)
        .extracting(assembled -> assembled.trace().id() + " " + assembled.trace().size())
        .containsExactly(ONE + " 2", TWO + " 2", ONE + " 1");
  }

  @Test
  void keepsNoMoreSpansThanTheCap() {
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      rows.add(span(10, ONE, String.format("%02x", i), i == 1 ? "" : "01", "web"));
    }
    AssembledTrace trace = new AssembleTraces(rows.iterator(), 5).next();
    assertThat(trace.rows()).hasSize(5);
    assertThat(trace.trace().cutOffCount()).isEqualTo(15);
  }

  @Test
  void ofAGiantTraceEqualTextsAreKeptOnce() {
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i <= 25_000; i++) {
      String id = String.format("%016x", i);
      rows.add(span(10, ONE, id, i == 1 ? "" : "0000000000000001", new String(new char[] {'w'})));
    }
    AssembledTrace trace = new AssembleTraces(rows.iterator()).next();
    assertThat(trace.trace().size()).isEqualTo(25_000);
    assertThat(trace.rows()).isEqualTo(rows);
    assertThat(trace.rows().get(24_000).getString(SpanInput.SERVICE))
        .isSameAs(trace.rows().get(24_999).getString(SpanInput.SERVICE))
        .isSameAs(trace.trace().service(24_999));
  }

  @Test
  void endsWithItsInput() {
    AssembleTraces none = new AssembleTraces(List.<Row>of().iterator());
    assertThat(none.hasNext()).isFalse();
    assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void readsIdsOfAnyForm() {
    assertThat(AssembleTraces.id("")).isZero();
    assertThat(AssembleTraces.id("00000000000000ff")).isEqualTo(255);
    assertThat(AssembleTraces.id("FFFFFFFFFFFFFFFF")).isEqualTo(-1);
    assertThat(AssembleTraces.id("span-1")).isNotEqualTo(AssembleTraces.id("span-2"));
  }

  private static List<AssembledTrace> assemble(Row... rows) {
    List<AssembledTrace> traces = new ArrayList<>();
    new AssembleTraces(List.of(rows).iterator()).forEachRemaining(traces::add);
    return traces;
  }

  private static Row span(
      long key, String traceId, String spanId, String parentId, String service) {
    return RowFactory.create(
        key, traceId, spanId, parentId, service, 100L, 200L, "op", "SERVER", "pod", "node", "1",
        "UNSET", "", "", "", 0L, 0L);
  }
}
