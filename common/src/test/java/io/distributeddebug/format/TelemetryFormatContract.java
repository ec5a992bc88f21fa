package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.distributeddebug.redaction.Redaction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What every archive format must do; each one's test extends it. */
public abstract class TelemetryFormatContract {
  /** All formats, the one under test among them. */
  protected abstract List<TelemetryFormat> all();

  protected abstract TelemetryFormat format();

  /** A name that fits the format. */
  protected abstract String fileName();

  /** What precedes the records, such as a header line; else empty. */
  protected abstract String preamble();

  /** One good record on one line, without the line end, different for each number. */
  protected abstract String goodLine(int number);

  /** One line that is no record. */
  protected abstract String badLine();

  @Test
  void recognisesItsOwnAndNobodyElseDoes() {
    byte[] head = bytes(file(goodLine(1), goodLine(2)));

    assertThat(format().recognises(fileName(), head)).isInstanceOf(Recognition.Yes.class);
    for (TelemetryFormat other : all()) {
      if (!other.name().equals(format().name())) {
        assertThat(other.recognises(fileName(), head)).isInstanceOf(Recognition.No.class);
      }
    }
  }

  @Test
  void anEmptyOrBlankFileIsNoError() throws IOException {
    assertThat(read(new byte[0]).rejects).isEmpty();
    assertThat(read(bytes("\n\n  \n")).rejects).isEmpty();
    assertThat(read(bytes(preamble())).records()).isZero();
  }

  @Test
  void recordsHaveThePositionsOfTheirLines() throws IOException {
    CollectingSink sink = read(bytes(file(goodLine(1), "", goodLine(2))));

    long first = 1 + preamble().lines().count();
    assertThat(sink.positions).containsExactly(Position.of(first, 0), Position.of(first + 2, 0));
  }

  @Test
  void aBadLineBetweenGoodOnesIsOneReject() throws IOException {
    CollectingSink sink = read(bytes(file(goodLine(1), badLine(), goodLine(2))));

    assertThat(sink.records()).isEqualTo(2);
    assertThat(sink.rejects).hasSize(1);
    assertThat(sink.rejects.get(0).reason()).isNotBlank();
    assertThat(Position.line(sink.rejects.get(0).position()))
        .isEqualTo(2 + preamble().lines().count());
  }

  @Test
  void readsTheSameWithByteOrderMarkWindowsLineEndsAndNoLastLineEnd() throws IOException {
    String plain = file(goodLine(1), goodLine(2));

    assertThat(read(bytes("\uFEFF" + plain)).records()).isEqualTo(2);
    assertThat(read(bytes(plain.replace("\n", "\r\n"))).records()).isEqualTo(2);
    assertThat(read(bytes(plain.stripTrailing())).records()).isEqualTo(2);
  }

  @Test
  void aCutFileGivesTheRecordsBeforeTheCutAndAtMostOneReject() throws IOException {
    byte[] whole = bytes(file(goodLine(1), goodLine(2), goodLine(3)));
    int secondEnd = bytes(file(goodLine(1), goodLine(2))).length;
    for (int length = secondEnd; length < whole.length - 1; length += 7) {
      CollectingSink sink = read(java.util.Arrays.copyOf(whole, length));
      assertThat(sink.records()).as("cut at %d", length).isBetween(2, 3);
      assertThat(sink.rejects).as("cut at %d", length).hasSizeLessThanOrEqualTo(1);
    }
  }

  /** B4. */
  @Test
  void aCutArchiveGivesWhatWasWholeBeforeTheCutAndOneReject() throws IOException {
    StringBuilder text = new StringBuilder(preamble());
    for (int i = 0; i < 500; i++) {
      text.append(goodLine(i)).append('\n');
    }
    for (byte[] packed :
        List.of(gzip(bytes(text.toString())), Zstd.compress(bytes(text.toString())))) {
      int before = 0;
      for (int length = packed.length / 2; length < packed.length - 8; length += 64) {
        CollectingSink sink = read(java.util.Arrays.copyOf(packed, length));
        assertThat(sink.records()).as("cut at %d", length).isBetween(before, 500);
        assertThat(sink.rejects).as("cut at %d", length).hasSize(1);
        before = sink.records();
      }
      assertThat(read(packed).records()).isEqualTo(500);
      assertThat(read(packed).rejects).isEmpty();
    }
  }

  /** B14. */
  @Test
  void aLineBeyondTheLimitIsOneRejectAndTheNextOneIsRead() throws IOException {
    Limits small = Limits.STANDARD.withRecordBytes(100_000);
    String text = file(goodLine(1), "x".repeat(1_000_000), goodLine(2));

    CollectingSink sink = read(bytes(text), small);

    assertThat(sink.records()).isEqualTo(2);
    assertThat(sink.rejects).hasSize(1);
    assertThat(sink.rejects.get(0).text().length()).isLessThanOrEqualTo(Reject.LONGEST_TEXT);
  }

  /** B13. */
  @Test
  void deepNestingIsARejectAndNoStackOverflow() throws IOException {
    String deep = "{\"a\":".repeat(100_000);

    CollectingSink sink = read(bytes(file(goodLine(1), deep, goodLine(2))));

    assertThat(sink.records()).isEqualTo(2);
    assertThat(sink.rejects).hasSize(1);
  }

  /** B17, B18. */
  @Test
  void randomBytesBetweenGoodLinesLoseNoGoodLine() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      byte[] garbage = new byte[200];
      random.nextBytes(garbage);
      for (int i = 0; i < garbage.length; i++) {
        boolean structural = garbage[i] == '\n' || garbage[i] == '"';
        garbage[i] = structural ? (byte) 0xFF : garbage[i];
      }
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      file.writeBytes(bytes(file(goodLine(1))));
      file.writeBytes(garbage);
      file.write('\n');
      file.writeBytes(bytes(goodLine(2)));
      CollectingSink sink = read(file.toByteArray());
      assertThat(sink.records()).as("round %d", round).isEqualTo(2);
      assertThat(sink.rejects).as("round %d", round).hasSize(1);
    }
  }

  /** B7. */
  @Test
  void aBombStopsAtTheInflationLimit() throws IOException {
    Limits strict = new Limits(1 << 20, 200, 1 << 20, 200);
    byte[] zeros = new byte[8 << 20];
    byte[] text = bytes(file(goodLine(1)));
    byte[] bomb = java.util.Arrays.copyOf(text, text.length + zeros.length);

    CollectingSink sink = read(gzip(bomb), strict);

    assertThat(sink.records()).isEqualTo(1);
    assertThat(sink.rejects)
        .anySatisfy(reject -> assertThat(reject.reason()).contains("--max-inflation"));
  }

  protected final String file(String... lines) {
    return preamble() + String.join("\n", lines) + "\n";
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

  /** All formats with other limits. */
  protected abstract List<TelemetryFormat> formats(Limits limits);

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
