package io.distributeddebug.flow;

import io.distributeddebug.statistics.LogLinearHistogram;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The tallies of one key by slice, as bytes: what travels between machines. */
final class TallyCodec {
  private TallyCodec() {}

  static byte[] encode(Map<Integer, Tally> bySlice) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(bySlice.size());
      for (Map.Entry<Integer, Tally> entry : new TreeMap<>(bySlice).entrySet()) {
        Tally tally = entry.getValue();
        out.writeInt(entry.getKey());
        out.writeLong(tally.count());
        out.writeLong(tally.rawWeight());
        out.writeLong(tally.exampleNanos());
        write(out, tally.exampleTraceId().getBytes(StandardCharsets.UTF_8));
        write(out, tally.note().getBytes(StandardCharsets.UTF_8));
        LogLinearHistogram durations = tally.durations();
        write(out, durations.isEmpty() ? new byte[0] : durations.toBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never: the bytes stay in memory
    }
    return bytes.toByteArray();
  }

  static Map<Integer, Tally> decode(byte[] encoded) {
    Map<Integer, Tally> bySlice = new TreeMap<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
      int slices = in.readInt();
      for (int i = 0; i < slices; i++) {
        int slice = in.readInt();
        long count = in.readLong();
        long weight = in.readLong();
        long exampleNanos = in.readLong();
        String example = new String(read(in), StandardCharsets.UTF_8);
        String note = new String(read(in), StandardCharsets.UTF_8);
        byte[] durations = read(in);
        bySlice.put(
            slice,
            Tally.restored(
                count,
                weight,
                durations.length == 0
                    ? new LogLinearHistogram()
                    : LogLinearHistogram.fromBytes(durations),
                exampleNanos,
                example,
                note));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Invalid tallies: " + encoded.length + " bytes, more are announced", e);
    }
    return bySlice;
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] read(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }
}
