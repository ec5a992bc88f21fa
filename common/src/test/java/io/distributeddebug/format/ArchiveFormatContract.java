package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.distributeddebug.redaction.Redaction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What every archive format must do; each one's test extends it. */
public abstract class ArchiveFormatContract {
  protected abstract TelemetryFormat format();

  /** A name that fits the format. */
  protected abstract String fileName();

  /** A file of good records, different for each number. */
  protected abstract byte[] file(int... numbers);

  /** All formats, the one under test among them. */
  protected List<TelemetryFormat> all() {
    return formats(Limits.STANDARD);
  }

  /** All formats with other limits. */
  protected List<TelemetryFormat> formats(Limits limits) {
    return Formats.standard(limits).all();
  }

  @Test
  void recognisesItsOwnAndNobodyElseDoes() {
    byte[] head = file(1, 2);

    assertThat(format().recognises(fileName(), head)).isInstanceOf(Recognition.Yes.class);
    for (TelemetryFormat other : all()) {
      if (!other.name().equals(format().name())) {
        assertThat(other.recognises(fileName(), head))
            .as(other.name())
            .isInstanceOf(Recognition.No.class);
      }
    }
  }

  @Test
  void anEmptyFileIsNoError() throws IOException {
    assertThat(read(new byte[0]).rejects).isEmpty();
  }

  @Test
  void theSameFileGivesTheSameRecordsAtPositionsOfTheirOwn() throws IOException {
    CollectingSink first = read(file(1, 2, 3));
    CollectingSink second = read(file(1, 2, 3));

    assertThat(first.records()).isEqualTo(3);
    assertThat(first.positions).doesNotHaveDuplicates().isSorted().isEqualTo(second.positions);
    assertThat(first.all()).isEqualTo(second.all());
  }

  @Test
  void aCutFileGivesTheRecordsBeforeTheCutAndAtMostOneReject() throws IOException {
    byte[] whole = file(1, 2, 3);
    int secondEnd = file(1, 2).length;
    for (int length = secondEnd; length < whole.length - 1; length += 7) {
      CollectingSink sink = read(Arrays.copyOf(whole, length));
      assertThat(sink.records()).as("cut at %d", length).isBetween(2, 3);
      assertThat(sink.rejects).as("cut at %d", length).hasSizeLessThanOrEqualTo(1);
    }
  }

  /** B4. */
  @Test
  void aCutArchiveGivesWhatWasWholeBeforeTheCutAndOneReject() throws IOException {
    byte[] whole = file(IntStream.range(0, 500).toArray());
    for (byte[] packed : List.of(gzip(whole), Zstd.compress(whole))) {
      int before = 0;
      for (int length = packed.length / 2; length < packed.length - 8; length += 64) {
        CollectingSink sink = read(Arrays.copyOf(packed, length));
        assertThat(sink.records()).as("cut at %d", length).isBetween(before, 500);
        assertThat(sink.rejects).as("cut at %d", length).hasSize(1);
        before = sink.records();
      }
      assertThat(read(packed).records()).isEqualTo(500);
      assertThat(read(packed).rejects).isEmpty();
    }
  }

  /** B7. */
  @Test
  void aBombStopsAtTheInflationLimit() throws IOException {
    Limits strict = new Limits(16 << 20, 200, 1 << 20, 200);
    byte[] content = bombBegun();
    byte[] bomb = Arrays.copyOf(content, content.length + (8 << 20));

    CollectingSink sink = read(gzip(bomb), strict);

    assertThat(sink.records()).isEqualTo(1);
    assertThat(sink.rejects)
        .anySatisfy(reject -> assertThat(reject.reason()).contains("--max-inflation"));
  }

  /** The file that holds record 1, up to where 8 MB of zeros may follow. */
  protected byte[] bombBegun() {
    return file(1);
  }

  /** B17, B26: what a parser must survive. */
  @Test
  void noDamagedByteEndsTheReading() throws IOException {
    byte[] whole = file(1, 2, 3);
    for (int at = 0; at < whole.length; at += 3) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 + at % 255);
      CollectingSink sink = read(damaged);
      assertThat(sink.records()).as("damaged at %d", at).isLessThanOrEqualTo(4);
    }
  }

  protected final CollectingSink read(byte[] content) throws IOException {
    return read(content, Limits.STANDARD);
  }

  protected final CollectingSink read(byte[] content, Limits limits) throws IOException {
    CollectingSink sink = new CollectingSink();
    new ArchiveReader(new Formats(formats(limits)), limits, Redaction.standard())
        .read(fileName(), new ByteArrayInputStream(content), sink);
    return sink;
  }

  protected static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  protected static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    }
    return packed.toByteArray();
  }

  /** Gives nothing beforehand, like streams of object stores. */
  protected static InputStream reluctant(byte[] content) {
    return new ByteArrayInputStream(content) {
      @Override
      public synchronized int available() {
        return 0;
      }
    };
  }
}
