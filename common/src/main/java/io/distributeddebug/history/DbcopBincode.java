package io.distributeddebug.history;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * DBCop's {@code history.bincode}: Rust's bincode of numbers, little-endian and eight bytes each,
 * and lists that begin with their length.
 *
 * <pre>
 *   id nodes variables transactions events          five numbers
 *   info start end                                  three texts
 *   sessions of transactions of events              event: write? variable value success?
 *                                                   transaction: events success?
 * </pre>
 *
 * The value 0 is what every variable holds at first. Events without success are left out, but the
 * writes of a transaction without success are kept as rolled back.
 *
 * <p>As DBCop writes it: {@code src/db/history.rs} and {@code cluster.rs} of rnbguy/dbcop and its
 * forks, with bincode 1 (fixed-size numbers) and times as serde writes those of chrono (RFC 3339).
 */
final class DbcopBincode implements HistoryFormat {
  @Override
  public String name() {
    return "dbcop";
  }

  @Override
  public String partSuffix() {
    return ".bincode";
  }

  @Override
  public boolean recognizes(HistoryPart part) {
    return part.name().endsWith(partSuffix());
  }

  @Override
  public History read(List<HistoryPart> parts) throws MalformedHistoryException {
    HistoryPart part = TextLines.only(parts);
    return new Reading(part).history();
  }

  private static final class Reading {
    private static final int SMALLEST_EVENT = 18;

    private final HistoryPart part;
    private final ByteBuffer bytes;
    private final HistoryBuilder builder = new HistoryBuilder("0");
    private int transactions;

    Reading(HistoryPart part) {
      this.part = part;
      this.bytes = ByteBuffer.wrap(part.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    History history() throws MalformedHistoryException {
      try {
        for (int i = 0; i < 5; i++) {
          bytes.getLong();
        }
        for (int i = 0; i < 3; i++) {
          skip(length(1));
        }
        int sessions = length(Long.BYTES);
        for (int session = 1; session <= sessions; session++) {
          int count = length(Long.BYTES + 1);
          for (int i = 0; i < count; i++) {
            transaction(builder.session(Integer.toString(session)));
          }
        }
      } catch (BufferUnderflowException e) {
        throw problem("the file ends inside a record");
      }
      if (bytes.hasRemaining()) {
        throw problem(bytes.remaining() + " bytes too many");
      }
      return builder.untimed();
    }

    private void transaction(int session) throws MalformedHistoryException {
      builder.begin(session);
      int events = length(SMALLEST_EVENT);
      int start = bytes.position();
      int end = start + events * SMALLEST_EVENT;
      if (end >= bytes.limit()) {
        throw problem("the file ends inside a record");
      }
      boolean committed = flag(bytes.get(end));
      for (int i = 0; i < events; i++) {
        boolean write = flag(bytes.get());
        int key = builder.key(Long.toUnsignedString(bytes.getLong()));
        int value = builder.value(Long.toUnsignedString(bytes.getLong()));
        boolean success = flag(bytes.get());
        if (write && (success || !committed)) {
          builder.write(key, value);
        } else if (!write && success && committed) {
          builder.read(key, value);
        }
      }
      bytes.get();
      transactions++;
      builder.end(committed ? Outcome.OK : Outcome.FAIL, "T" + transactions, transactions);
    }

    /** A length, of elements that take at least so many bytes each. */
    private int length(int smallestElement) throws MalformedHistoryException {
      long length = bytes.getLong();
      if (length < 0 || length > bytes.remaining() / smallestElement) {
        throw problem(Long.toUnsignedString(length) + " elements do not fit in the file");
      }
      return (int) length;
    }

    private void skip(int count) {
      bytes.position(bytes.position() + count);
    }

    private boolean flag(byte flag) throws MalformedHistoryException {
      if (flag != 0 && flag != 1) {
        throw problem("0 or 1 is wanted, found " + flag);
      }
      return flag == 1;
    }

    private MalformedHistoryException problem(String why) {
      return MalformedHistoryException.atByte(part.name(), bytes.position(), why);
    }
  }
}
