package io.distributeddebug.history;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cobra's logs: a folder of {@code .log} files, one a session, of big-endian records.
 *
 * <pre>
 *   S transaction                                    begins
 *   W write-id key value                             the write id tells writes apart
 *   R writer-transaction write-id key value          what was read, and who wrote it
 *   C transaction                                    is committed
 *   A transaction                                    is rolled back
 * </pre>
 *
 * A letter is one byte, a number eight. A read with the write id 0xbebeebee found what was there
 * before the run, one with 0xdeadbeef found nothing. All deletions have the write id 0xabcdefab, so
 * that nothing tells which of them a read of nothing came after. A transaction without {@code C}
 * may have been committed or not.
 *
 * <p>As CobraBench writes it: {@code kv_interfaces/instrument/LogEntry.java}, {@code
 * ChengInstrumentAPI.java} and {@code LibConstants.java} at commit bac99312.
 */
final class CobraLog implements HistoryFormat {
  private static final long INITIAL = 0xbebeebeeL;
  private static final long NOTHING = 0xdeadbeefL;
  private static final long DELETED = 0xabcdefabL;

  @Override
  public String name() {
    return "cobra";
  }

  @Override
  public String partSuffix() {
    return ".log";
  }

  @Override
  public boolean recognizes(HistoryPart part) {
    return part.name().endsWith(partSuffix()) && part.bytes().length > 0 && part.bytes()[0] == 'S';
  }

  @Override
  public History read(List<HistoryPart> parts) throws MalformedHistoryException {
    HistoryBuilder builder = new HistoryBuilder("initial");
    long transactions = 0;
    for (HistoryPart part : parts) {
      transactions += new Session(part, builder).read();
    }
    if (transactions == 0) {
      throw new MalformedHistoryException("no transaction is in it");
    }
    return builder.untimed();
  }

  private record Access(boolean write, long key, long writeId) {}

  private static final class Session {
    private final HistoryPart part;
    private final HistoryBuilder builder;
    private final ByteBuffer records;
    private Optional<Long> open = Optional.empty();
    private final List<Access> accesses = new ArrayList<>();
    private long count;

    Session(HistoryPart part, HistoryBuilder builder) {
      this.part = part;
      this.builder = builder;
      this.records = ByteBuffer.wrap(part.bytes());
    }

    long read() throws MalformedHistoryException {
      while (records.hasRemaining()) {
        int start = records.position();
        try {
          take((char) (records.get() & 0xff), start);
        } catch (BufferUnderflowException e) {
          throw problem(start, "the file ends inside a record");
        }
      }
      if (open.isPresent()) {
        end(Outcome.UNKNOWN);
      }
      return count;
    }

    private void take(char letter, int start) throws MalformedHistoryException {
      if (letter == 'S') {
        if (open.isPresent()) {
          throw problem(start, "a transaction begins before " + open.get() + " is committed");
        }
        open = Optional.of(records.getLong());
        return;
      }
      if ("CAWR".indexOf(letter) < 0) {
        throw problem(
            start, String.format("a record S, W, R, C or A is wanted, found 0x%02x", (int) letter));
      }
      if (open.isEmpty()) {
        throw problem(start, "a record " + letter + " outside of a transaction");
      }
      switch (letter) {
        case 'C', 'A' -> {
          long ended = records.getLong();
          if (ended != open.get()) {
            throw problem(
                start,
                ended
                    + (letter == 'C' ? " is committed, but " : " is rolled back, but ")
                    + open.get()
                    + " was begun");
          }
          end(letter == 'C' ? Outcome.OK : Outcome.FAIL);
        }
        case 'W' -> {
          long writeId = records.getLong();
          accesses.add(new Access(true, records.getLong(), writeId));
          records.getLong();
        }
        default -> {
          records.getLong();
          long writeId = records.getLong();
          accesses.add(new Access(false, records.getLong(), writeId));
          records.getLong();
        }
      }
    }

    private void end(Outcome outcome) {
      builder.begin(builder.session(part.name()));
      for (Access access : accesses) {
        int key = builder.key(Long.toUnsignedString(access.key()));
        if (access.write()) {
          builder.write(key, value(access.writeId()));
        } else if (outcome == Outcome.OK) {
          builder.read(key, value(access.writeId()));
        }
      }
      accesses.clear();
      builder.end(outcome, "T" + Long.toUnsignedString(open.orElseThrow()), records.position());
      open = Optional.empty();
      count++;
    }

    private int value(long writeId) {
      return writeId == INITIAL || writeId == NOTHING || writeId == DELETED
          ? History.NIL
          : builder.value(Long.toUnsignedString(writeId));
    }

    private MalformedHistoryException problem(int at, String why) {
      return MalformedHistoryException.atByte(part.name(), at, why);
    }
  }
}
