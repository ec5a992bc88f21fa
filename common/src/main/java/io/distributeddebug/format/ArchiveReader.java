package io.distributeddebug.format;

import io.distributeddebug.redaction.Redaction;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads one file of an archive, whatever its compression and format: unpacks, recognises, redacts.
 * A tar or zip is read as the files in it. Damage inside the file is a reject; only failures to get
 * its bytes are thrown.
 */
public final class ArchiveReader {
  /** Between the name of an archive and that of a file in it. */
  public static final String ENTRY_SEPARATOR = "!/";

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
   * Reads the file to its end, or to where it is damaged. The stream stays open.
   *
   * @param fileName path or URI; what a mapping's pattern is compared with
   * @throws IOException when {@code in} itself fails
   */
  public ReadResult read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    return new FileReading(formats, redaction, sink).read(fileName, in, limits);
  }
}
