package io.distributeddebug.format;

import io.distributeddebug.redaction.Redaction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** One file on its way through an {@link ArchiveReader}, with the files that it may hold. */
final class FileReading {
  /** An archive may hold archives, and these no others. */
  private static final int DEEPEST = 1;

  private static final int SKIPPED_REMEMBERED = 1000;

  private final Formats formats;
  private final Redaction redaction;
  private final RedactingSink sink;
  private final EntryLabels labels;
  private final TreeSet<String> formatNames = new TreeSet<>();
  private final List<ReadResult.SkippedEntry> skipped = new ArrayList<>();
  private long skippedCount;
  private String container = "plain";

  FileReading(Formats formats, Redaction redaction, TelemetrySink sink) {
    this.formats = formats;
    this.redaction = redaction;
    this.sink = new RedactingSink(sink, redaction);
    this.labels = new EntryLabels(redaction);
  }

  ReadResult read(String fileName, InputStream in, Limits limits) throws IOException {
    PackedBytes bytes = new PackedBytes(in);
    try (Container unpacked = Container.of(bytes, new Inflation(bytes, limits))) {
      container = unpacked.name();
      String name = unpacked.nameInside(fileName);
      if (unpacked.folder().isPresent()) {
        readFiles(fileName, "", unpacked, 0);
      } else {
        String skippedReason = readContent(name, unpacked.content());
        if (!skippedReason.isEmpty()) {
          return new ReadResult.Skipped(skippedReason);
        }
      }
    } catch (DamagedArchiveException damage) {
      rejectWhole(damage.getMessage());
    }
    if (bytes.failure().isPresent()) {
      throw bytes.failure().get(); // no reader may take it for the end of the content
    }
    return result();
  }

  private ReadResult result() {
    String format = formatNames.isEmpty() ? "none" : String.join(", ", formatNames);
    ReadResult.Read read =
        sink.result(format, container, new ReadResult.SkippedEntries(skippedCount, skipped));
    if (!formatNames.isEmpty() || read.rejects() > 0) {
      return read;
    }
    return new ReadResult.Skipped(
        skipped.isEmpty()
            ? "an archive without files"
            : "an archive without telemetry: %d files, the first: %s: %s"
                .formatted(skippedCount, skipped.get(0).entry(), skipped.get(0).reason()));
  }

  /** Why the content is not read; empty if it was. */
  private String readContent(String name, InputStream content) throws IOException {
    byte[] recorded = head(content);
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(recorded), content);
    InputStream text = EncodedText.utf8(whole, recorded);
    boolean encoded = text != whole;
    byte[] head = encoded ? head(text) : recorded;
    FormatChoice choice = formats.choose(name, head);
    if (choice instanceof FormatChoice.Skipped unknown) {
      return redaction.text(unknown.reason());
    }
    TelemetryFormat chosen = ((FormatChoice.Chosen) choice).format();
    formatNames.add(chosen.name());
    InputStream rest = encoded ? text : content;
    chosen.read(name, new SequenceInputStream(new ByteArrayInputStream(head), rest), sink);
    return "";
  }

  /**
   * The files of an archive, each by itself: what is wrong with one is its own reject.
   *
   * @param outer label of the archive where it is an entry itself, else empty
   */
  private void readFiles(String archiveName, String outer, Container archive, int depth)
      throws IOException {
    PackedFolder folder = archive.folder().orElseThrow();
    boolean more = folder.next();
    while (more) {
      String label = labels.next(outer.isEmpty() ? folder.name() : inside(outer, folder.name()));
      sink.entry(label);
      String fault = readFile(inside(archiveName, folder.name()), label, folder, archive, depth);
      boolean told = !fault.isEmpty();
      try {
        more = folder.next();
        fault = told ? fault : folder.fault();
      } catch (DamagedArchiveException rest) {
        more = false;
        if (!told) {
          sink.entry(outer);
          fault = rest.getMessage();
        } else if (!fault.startsWith(rest.getMessage())) {
          fault = fault + "; what follows it in the archive is lost";
        }
      }
      if (!fault.isEmpty()) {
        rejectWhole(fault);
      }
    }
    sink.entry(outer);
  }

  /** What is wrong with the file; empty if nothing. */
  private String readFile(
      String name, String label, PackedFolder folder, Container archive, int depth)
      throws IOException {
    String reason = SkippedNames.reason(folder.name()).orElse("");
    if (reason.isEmpty() && folder.obstacle().isPresent()) {
      PackedFolder.Obstacle obstacle = folder.obstacle().get();
      if (obstacle.loses()) {
        return obstacle.reason();
      }
      reason = obstacle.reason();
    }
    if (reason.isEmpty()) {
      try (Container unpacked =
          Container.of(new PackedBytes(folder.content()), archive.inflation())) {
        if (unpacked.folder().isEmpty()) {
          reason = readContent(unpacked.nameInside(name), unpacked.content());
        } else if (depth == DEEPEST) {
          return "an archive in an archive in an archive; unpack the outermost";
        } else {
          readFiles(name, label, unpacked, depth + 1);
        }
      } catch (DamagedArchiveException damage) {
        return damage.getMessage();
      }
    }
    if (!reason.isEmpty()) {
      skip(label, reason);
    }
    return "";
  }

  private void skip(String label, String reason) {
    skippedCount++;
    if (skipped.size() < SKIPPED_REMEMBERED) {
      skipped.add(new ReadResult.SkippedEntry(label, reason));
    }
  }

  private void rejectWhole(String reason) {
    sink.reject(new Reject(Position.WHOLE_FILE, reason, ""));
  }

  private static String inside(String archive, String entry) {
    return archive + ArchiveReader.ENTRY_SEPARATOR + entry;
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
