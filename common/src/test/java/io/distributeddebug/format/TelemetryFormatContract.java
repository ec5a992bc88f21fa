package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What every archive format of one record a line must do beyond {@link ArchiveFormatContract}; each
 * one's test extends it.
 */
public abstract class TelemetryFormatContract extends ArchiveFormatContract {
  /** What precedes the records, such as a header line; else empty. */
  protected abstract String preamble();

  /** One good record on one line, without the line end, different for each number. */
  protected abstract String goodLine(int number);

  /** One line that is no record. */
  protected abstract String badLine();

  @Override
  protected final byte[] file(int... numbers) {
    StringBuilder text = new StringBuilder(preamble());
    for (int number : numbers) {
      text.append(goodLine(number)).append('\n');
    }
    return bytes(text.toString());
  }

  @Test
  void aBlankFileIsNoError() throws IOException {
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

  protected final String file(String... lines) {
    return preamble() + String.join("\n", lines) + "\n";
  }
}
