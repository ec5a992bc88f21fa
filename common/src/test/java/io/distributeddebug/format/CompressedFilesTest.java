package io.distributeddebug.format;

import static io.distributeddebug.format.Packs.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributeddebug.redaction.Redaction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Single files in every compression; archives of files: {@link ArchivesOfFilesTest}. */
class CompressedFilesTest {
  private static final String TWO_LINES = lines(1, 3);

  @Test
  void eachCompressionIsToldByItsContentAndUnpacked() throws IOException {
    for (Map.Entry<String, byte[]> packed : Packs.compressed(bytes(TWO_LINES)).entrySet()) {
      CollectingSink sink = new CollectingSink();
      ReadResult.Read result = read("any-name", packed.getValue(), sink);

      assertThat(result.container()).isEqualTo(packed.getKey().replace("sz", "snappy"));
      assertThat(result.format()).isEqualTo("prometheus-tsdb-dump");
      assertThat(sink.points).as(packed.getKey()).hasSize(2);
      assertThat(sink.rejects).isEmpty();
    }
  }

  @Test
  void filesPutOneBehindTheOtherAreAllRead() throws IOException {
    for (Map.Entry<String, byte[]> packed : Packs.compressed(bytes(TWO_LINES)).entrySet()) {
      ByteArrayOutputStream both = new ByteArrayOutputStream();
      both.write(packed.getValue());
      both.write(packed.getValue());

      assertThat(points(both.toByteArray())).as(packed.getKey()).isEqualTo("4 points");
    }
  }

  /** B4: the records before the cut, and one reject. */
  @Test
  void aFileCutAnywhereGivesWhatWasWholeAndOneReject() throws IOException {
    byte[] content = bytes(lines(1, 5000));
    for (Map.Entry<String, byte[]> packed : Packs.compressed(content).entrySet()) {
      byte[] whole = packed.getValue();
      int before = 0;
      for (int length = 200; length < whole.length - 16; length += whole.length / 40) {
        CollectingSink sink = new CollectingSink();
        ReadResult result = read("a", Arrays.copyOf(whole, length), sink);
        assertThat(result).as("%s cut at %d", packed.getKey(), length).isInstanceOf(READ);
        assertThat(sink.points).hasSizeBetween(before, 5000);
        assertThat(sink.rejects).as("%s cut at %d", packed.getKey(), length).hasSize(1);
        before = sink.points.size();
      }
    }
  }

  /** B5: damage is told, whether the library has a check sum or the text looks odd. */
  @Test
  void aDamagedByteNeverEndsTheReading() throws IOException {
    byte[] content = bytes(lines(1, 2000));
    for (Map.Entry<String, byte[]> packed : Packs.compressed(content).entrySet()) {
      for (int at = 0; at < packed.getValue().length; at += 97) {
        byte[] damaged = packed.getValue().clone();
        damaged[at] ^= 0x55;
        CollectingSink sink = new CollectingSink();
        ArchiveReader.standard().read("a", new ByteArrayInputStream(damaged), sink);
        assertThat(sink.points).hasSizeLessThanOrEqualTo(1999);
      }
    }
  }

  /** B7. */
  @Test
  void aBombStopsAtTheInflationLimit() throws IOException {
    byte[] zeros = Arrays.copyOf(bytes(TWO_LINES), 32 << 20);
    for (Map.Entry<String, byte[]> packed : Packs.compressed(zeros).entrySet()) {
      CollectingSink sink = new CollectingSink();
      Limits strict = new Limits(1 << 20, 10, 1 << 20, 200);
      new ArchiveReader(Formats.standard(strict), strict, Redaction.standard())
          .read("a", new ByteArrayInputStream(packed.getValue()), sink);

      assertThat(sink.points).as(packed.getKey()).hasSize(2);
      assertThat(sink.rejected)
          .as(packed.getKey())
          .anyMatch(reject -> reject.contains("unpacks to more than 10 times its size"));
    }
  }

  @Test
  void compressedTwiceIsReadAndThreeTimesIsAReject() throws IOException {
    byte[] once = Packs.gzip(bytes(TWO_LINES));
    byte[] twice = Packs.gzip(once);

    assertThat(points(twice)).isEqualTo("2 points");
    assertThat(points(Packs.gzip(twice))).isEqualTo("file: compressed more than 2 times over");
  }

  @Test
  void packingThatIsNotOpenedIsARejectThatNamesIt() throws IOException {
    byte[] xz = {(byte) 0xFD, '7', 'z', 'X', 'Z', 0, 1, 2, 3, 4};

    assertThat(points(xz))
        .isEqualTo("file: packed as xz, which is not opened; unpack it, or pack it as gz or zst");
  }

  /** A snappy block may claim any length: nothing is allocated by the claim. */
  @Test
  void aClaimedLengthCostsNoMemory() throws IOException {
    byte[] blocks = Packs.compressed(bytes(TWO_LINES)).get("snappy");
    byte[] claiming = Arrays.copyOf(blocks, blocks.length);
    claiming[16] = 0x7F; // the block's length: almost 2 GB
    claiming[20] = (byte) 0xFF; // the content's length goes on for more bytes
    claiming[21] = (byte) 0xFF;
    claiming[22] = 0x7F;

    assertThat(points(claiming)).startsWith("file: ");
  }

  @Test
  void whatTheStoreThrowsIsNoDamage() throws IOException {
    byte[] packed = Packs.gzip(bytes(lines(1, 100_000)));
    InputStream failing =
        new SequenceInputStream(
            new ByteArrayInputStream(packed, 0, packed.length / 2), new Failing());
    assertThatThrownBy(() -> ArchiveReader.standard().read("a", failing, new CollectingSink()))
        .isInstanceOf(IOException.class)
        .hasMessage("connection reset");
  }

  private static final class Failing extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("connection reset");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return read();
    }
  }

  private static final Class<ReadResult.Read> READ = ReadResult.Read.class;

  private static String lines(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "{__name__=\"up\", pod=\"p%d\"} %d 1767225600000\n".formatted(i * 7919, i))
        .collect(Collectors.joining());
  }

  private static String points(byte[] file) throws IOException {
    CollectingSink sink = new CollectingSink();
    ArchiveReader.standard().read("a", new ByteArrayInputStream(file), sink);
    return sink.rejected.isEmpty()
        ? sink.points.size() + " points"
        : String.join("\n", sink.rejected);
  }

  private static ReadResult.Read read(String name, byte[] file, CollectingSink sink)
      throws IOException {
    return READ.cast(ArchiveReader.standard().read(name, new ByteArrayInputStream(file), sink));
  }
}
