package io.distributeddebug.flow;

import io.distributeddebug.statistics.LogLinearHistogram;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The tallies of one key by slice, as bytes: what travels between machines. */
final class TallyCodec {
  private TallyCodec() {}

  static byte[] encode(TalliesBySlice bySlice) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(bySlice.size());
      for (int i = 0; i < bySlice.size(); i++) {
        Tally tally = bySlice.tally(i);
        out.writeInt(bySlice.slice(i));
        out.writeLong(tally.count());
        out.writeLong(tally.rawWeight());
        out.writeLong(tally.exampleNanos());
        write(out, tally.exampleTraceId().getBytes(StandardCharsets.UTF_8));
        write(out, tally.note().getBytes(StandardCharsets.UTF_8));
        long[] few = tally.few();
        out.writeByte(few.length);
        for (long nanos : few) {
          out.writeLong(nanos);
        }
        Optional<LogLinearHistogram> many = tally.many();
        write(out, many.isPresent() ? many.get().toBytes() : new byte[0]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never: the bytes stay in memory
    }
    return bytes.toByteArray();
  }

  /** Merges what {@link #encode} gave into the tallies of the same key. */
  static void addTo(TalliesBySlice bySlice, byte[] encoded) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
      int slices = in.readInt();
      for (int i = 0; i < slices; i++) {
        int slice = in.readInt();
        long count = in.readLong();
        long weight = in.readLong();
        long exampleNanos = in.readLong();
        String example = new String(read(in), StandardCharsets.UTF_8);
        String note = new String(read(in), StandardCharsets.UTF_8);
        long[] few = new long[in.readByte()];
        for (int j = 0; j < few.length; j++) {
          few[j] = in.readLong();
        }
        byte[] many = read(in);
        bySlice
            .of(slice)
            .merge(
                Tally.restored(
                    count,
                    weight,
                    few,
                    many.length == 0
                        ? Optional.empty()
                        : Optional.of(LogLinearHistogram.fromBytes(many)),
                    exampleNanos,
                    example,
                    note));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Invalid tallies: " + encoded.length + " bytes, more are announced", e);
    }
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] read(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }
}
