package io.distributeddebug.format;

import io.distributeddebug.redaction.Redaction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/**
 * Reads one file of an archive, whatever its compression and format: unpacks, recognises, redacts.
 * Damage inside the file is a reject; only failures to get its bytes are thrown.
 */
public final class ArchiveReader {
  private final Formats formats;
  private final Limits limits;
  private final Redaction redaction;

  public ArchiveReader(Formats formats, Limits limits, Redaction redaction) {
    this.formats = formats;
    this.limits = limits;
    this.redaction = redaction;
  }

  public static ArchiveReader standard() {
    return new ArchiveReader(
        Formats.standard(Limits.STANDARD), Limits.STANDARD, Redaction.standard());
  }

  /**
   * Reads the file to its end, or to where it is damaged.
   *
   * @param fileName path or URI; what a mapping's pattern is compared with
   * @throws IOException when {@code in} itself fails
   */
  public ReadResult read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    RedactingSink redacting = new RedactingSink(sink, redaction);
    String container = "plain";
    String format = "none";
    try {
      Container unpacked = Container.of(in, limits);
      container = unpacked.name();
      String name = unpacked.nameInside(fileName);
      byte[] head = head(unpacked.content());
      FormatChoice choice = formats.choose(name, head);
      if (choice instanceof FormatChoice.Skipped skipped) {
        return new ReadResult.Skipped(redaction.text(skipped.reason()));
      }
      TelemetryFormat chosen = ((FormatChoice.Chosen) choice).format();
      format = chosen.name();
      chosen.read(
          name,
          new SequenceInputStream(new ByteArrayInputStream(head), unpacked.content()),
          redacting);
    } catch (DamagedArchiveException damage) {
      redacting.reject(new Reject(Position.WHOLE_FILE, damage.getMessage(), ""));
    }
    return redacting.result(format, container);
  }

  /** Damage inside the head shows again when the content is read on after it. */
  private static byte[] head(InputStream content) throws IOException {
    byte[] head = new byte[TelemetryFormat.HEAD_BYTES];
    int length = 0;
    try {
      while (length < head.length) {
        int read = content.read(head, length, head.length - length);
        if (read < 0) {
          break;
        }
        length += read;
      }
    } catch (DamagedArchiveException damage) {
      if (length == 0) {
        throw damage;
      }
    }
    return Arrays.copyOf(head, length);
  }
}
