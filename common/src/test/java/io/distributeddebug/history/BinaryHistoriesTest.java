package io.distributeddebug.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The two binary formats, in bytes that are put together field by field as their writers do. */
class BinaryHistoriesTest {
  private static final long BEFORE_THE_RUN = 0xbebeebeeL;
  private static final long NOTHING = 0xdeadbeefL;
  private static final long DELETE = 0xabcdefabL;

  /** CobraBench at bac99312: {@code ChengLogger}, whose entries {@code LogEntry} lays out. */
  private static final class CobraBench {
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    /** {@code toOplogEntry_keyhash}: 9 bytes. */
    CobraBench start(long transaction) {
      return entry('S', transaction);
    }

    /** 9 bytes; the log is written only when the store has acknowledged it. */
    CobraBench commit(long transaction) {
      return entry('C', transaction);
    }

    /** 25 bytes: write id, hash of the key, hash of the value. */
    CobraBench write(long writeId, long key, long value) {
      return entry('W', writeId, key, value);
    }

    /** 33 bytes: who wrote what was read, its write id, hashes of key and value. */
    CobraBench read(long writer, long writeId, long key, long value) {
      return entry('R', writer, writeId, key, value);
    }

    CobraBench entry(char operation, long... numbers) {
      ByteBuffer entry = ByteBuffer.allocate(1 + Long.BYTES * numbers.length);
      entry.put((byte) operation);
      Arrays.stream(numbers).forEach(entry::putLong);
      log.writeBytes(entry.array());
      return this;
    }

    HistoryPart as(String name) {
      return new HistoryPart(name, log.toByteArray());
    }
  }

  @Test
  void aFolderOfCobraHoldsALogForEachSession() throws Exception {
    HistoryPart first =
        new CobraBench()
            .start(7)
            .write(100, 1, 55)
            .commit(7)
            .start(-3)
            .write(101, 1, 56)
            .entry('A', -3)
            .as("T1.log");
    HistoryPart second =
        new CobraBench()
            .start(8)
            .read(7, 100, 1, 55)
            .read(BEFORE_THE_RUN, BEFORE_THE_RUN, 2, 9)
            .read(NOTHING, NOTHING, 3, 0)
            .commit(8)
            .start(9)
            .as("T2.log");

    assertThat(new CobraLog().recognizes(first)).isTrue();
    assertThat(HistoryDrawing.of(new CobraLog().read(List.of(first, second))))
        .isEqualTo(
            """
            T1.log: write 1 100 (OK T7)
            T1.log: write 1 101 (FAIL T18446744073709551613)
            T2.log: read 1 100; read 2 initial; read 3 initial (OK T8)
            T2.log:  (UNKNOWN T9)
            """);
  }

  @Test
  void afterDeletionsOfCobraNothingTellsWhichOfThemAReadOfNothingSaw() throws Exception {
    HistoryPart log =
        new CobraBench()
            .start(1)
            .write(100, 1, 55)
            .commit(1)
            .start(2)
            .write(DELETE, 1, 0)
            .commit(2)
            .start(3)
            .read(NOTHING, NOTHING, 1, 0)
            .commit(3)
            .as("T1.log");

    assertThat(HistoryDrawing.of(new CobraLog().read(List.of(log))))
        .isEqualTo(
            """
            T1.log: write 1 100 (OK T1)
            T1.log: write 1 initial (OK T2)
            T1.log: read 1 initial (OK T3)
            """);
  }

  @Test
  void aLogOfCobraThatWasCutIsRefused() {
    byte[] whole = new CobraBench().start(7).write(100, 1, 55).commit(7).as("T1.log").bytes();
    assertThat(whole).hasSize(9 + 25 + 9);
    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      if (length != 9 && length != 9 + 25) { // the transaction is open there, and nothing is cut
        assertThatThrownBy(() -> new CobraLog().read(List.of(new HistoryPart("T1.log", cut))))
            .isInstanceOf(MalformedHistoryException.class);
      }
    }
  }

  /**
   * What {@code bincode::serialize_into} of bincode 1 makes of DBCop's structs: fields in their
   * order without names, {@code usize} and lengths as eight bytes, little-endian, {@code bool} as
   * one; chrono's {@code DateTime} as the text of RFC 3339.
   */
  private static final class Bincode {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Bincode usize(long... numbers) {
      for (long number : numbers) {
        bytes.writeBytes(
            ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array());
      }
      return this;
    }

    Bincode bool(boolean value) {
      bytes.write(value ? 1 : 0);
      return this;
    }

    Bincode string(String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      usize(utf8.length);
      bytes.writeBytes(utf8);
      return this;
    }

    /** {@code Event { write: bool, variable: usize, value: usize, success: bool }}. */
    Bincode event(boolean write, long variable, long value, boolean success) {
      return bool(write).usize(variable, value).bool(success);
    }
  }

  /** {@code History { params, info, start, end, data: Vec<Vec<Transaction>> }}. */
  private static byte[] dbcop() {
    return new Bincode()
        .usize(0, 2, 2, 2, 3) // HistParams: id, n_node, n_variable, n_transaction, n_event
        .string("Galera cluster")
        .string("2020-02-03T09:10:11.123456789+01:00")
        .string("2020-02-03T09:10:12+01:00")
        .usize(2) // sessions
        .usize(2) // transactions of the first
        .usize(3) // events: the last was not answered
        .event(false, 5, 0, true)
        .event(true, 5, 1, true)
        .event(false, 6, 0, false)
        .bool(true)
        .usize(1)
        .event(true, 6, 2, true)
        .bool(false)
        .usize(1)
        .usize(1)
        .event(false, 5, 1, true)
        .bool(true)
        .bytes
        .toByteArray();
  }

  @Test
  void aHistoryOfDbcopIsReadFromItsBincode() throws Exception {
    History history = new DbcopBincode().read(List.of(new HistoryPart("history.bincode", dbcop())));

    assertThat(HistoryDrawing.of(history))
        .isEqualTo(
            """
            1: read 5 0; write 5 1 (OK T1)
            1: write 6 2 (FAIL T2)
            2: read 5 1 (OK T3)
            """);
  }

  @Test
  void aHistoryOfDbcopThatWasCutIsRefused() {
    byte[] file = dbcop();
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> new DbcopBincode().read(List.of(new HistoryPart("cut", cut))))
          .isInstanceOf(MalformedHistoryException.class);
    }
  }
}
