package io.distributeddebug.jobs.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.junit.jupiter.api.Test;

class TraceGroupsTest {
  @Test
  void giveEachRunOfRowsOfOneTrace() {
    assertThat(groups("a1 a2 b1 b2 b3 c1")).containsExactly("a: 1 2", "b: 1 2 3", "c: 1");
  }

  @Test
  void tellApartTracesOfOneHashWhoseRowsAreMixed() {
    // The first letter is the trace; letters of one case have one hash.
    assertThat(groups("a1 b1 a2 c1 b2 A1")).containsExactly("a: 1 2", "b: 1 2", "c: 1", "A: 1");
  }

  @Test
  void endWithTheirInput() {
    assertThat(groups("")).isEmpty();
    Iterator<String> none = new Letters(List.<InternalRow>of().iterator());
    assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void readIdsOfAnyLength() {
    HexFormat hex = HexFormat.of();
    assertThat(TraceGroups.idOf(new byte[0])).isZero();
    assertThat(TraceGroups.idOf(hex.parseHex("01ff"))).isEqualTo(0x1ff);
    assertThat(TraceGroups.idOf(hex.parseHex("ffffffffffffffff"))).isEqualTo(-1);
    assertThat(TraceGroups.idOf(hex.parseHex("00000000000000050000000000000007"))).isEqualTo(7);
  }

  private static List<String> groups(String rows) {
    Iterator<InternalRow> input =
        Stream.of(rows.split(" ", -1))
            .filter(row -> !row.isEmpty())
            .map(
                row ->
                    (InternalRow)
                        new GenericInternalRow(
                            new Object[] {
                              row.substring(0, 1).getBytes(StandardCharsets.UTF_8),
                              Long.valueOf(row.substring(1))
                            }))
            .iterator();
    List<String> groups = new ArrayList<>();
    new Letters(input).forEachRemaining(groups::add);
    return groups;
  }

  private static final class Letters extends TraceGroups<String> {
    private String group = "";

    Letters(Iterator<InternalRow> rows) {
      super(rows, id -> Character.isUpperCase(id[0]) ? 1 : 0);
    }

    @Override
    protected void start(byte[] traceId) {
      group = new String(traceId, StandardCharsets.UTF_8) + ":";
    }

    @Override
    protected void add(InternalRow row) {
      group += " " + row.getLong(1);
    }

    @Override
    protected String finish() {
      return group;
    }
  }
}
