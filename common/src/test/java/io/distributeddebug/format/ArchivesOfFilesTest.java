package io.distributeddebug.format;

import static io.distributeddebug.format.Packs.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.distributeddebug.redaction.Redaction;
import io.distributeddebug.telemetry.ChangeEvent;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Span;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

/**
 * Tar and zip, read as the files in them. What was read is drawn as one line a record or reject.
 */
class ArchivesOfFilesTest {
  private static final Map<String, byte[]> TWO_FILES =
      files("a/up.txt", lines(1, 2), "load.txt", lines(3));

  @Test
  void theFilesOfAnArchiveAreReadEachByItself() throws IOException {
    String expected =
        """
        a/up.txt, line 1: 1
        a/up.txt, line 2: 2
        load.txt, line 1: 3
        """;
    assertThat(read("tar", Packs.tar(TWO_FILES))).isEqualTo(expected);
    assertThat(read("zip", Packs.zip(TWO_FILES))).isEqualTo(expected);
    assertThat(read("zip", Packs.streamedZip(TWO_FILES))).isEqualTo(expected);
    for (Map.Entry<String, byte[]> packed : Packs.compressed(Packs.tar(TWO_FILES)).entrySet()) {
      String container = "tar." + packed.getKey().replace("sz", "snappy");
      assertThat(read(container, packed.getValue())).as(container).isEqualTo(expected);
    }
  }

  @Test
  void filesInAnArchiveMayBeCompressedThemselves() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    Packs.compressed(lines(7)).forEach((ending, packed) -> files.put("x." + ending, packed));

    assertThat(read("tar.gz", Packs.gzip(Packs.tar(files))))
        .isEqualTo(
            """
            x.gz, line 1: 7
            x.zst, line 1: 7
            x.bz2, line 1: 7
            x.lz4, line 1: 7
            x.sz, line 1: 7
            x.snappy, line 1: 7
            """);
  }

  /** B8. */
  @Test
  void anArchiveInAnArchiveIsReadAndOneDeeperIsAReject() throws IOException {
    byte[] inner = Packs.gzip(Packs.tar(TWO_FILES));
    byte[] middle = Packs.streamedZip(files("inner.tgz", inner, "after.txt", lines(4)));
    byte[] outer = Packs.tar(files("middle.zip", middle, "last.txt", lines(5)));

    assertThat(read("zip", middle))
        .isEqualTo(
            """
            inner.tgz!/a/up.txt, line 1: 1
            inner.tgz!/a/up.txt, line 2: 2
            inner.tgz!/load.txt, line 1: 3
            after.txt, line 1: 4
            """);
    assertThat(read("tar", outer))
        .isEqualTo(
            """
            middle.zip!/inner.tgz: an archive in an archive in an archive; unpack the outermost
            middle.zip!/after.txt, line 1: 4
            last.txt, line 1: 5
            """);
  }

  @Test
  void filesThatNoFormatKnowsAreSkippedAndNamed() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>(TWO_FILES);
    files.put("README.md", bytes("Read me.\n"));
    files.put("a/._up.txt", lines(8));
    files.put("a/_SUCCESS", new byte[0]);
    files.put("empty.json", new byte[0]);

    ReadResult.SkippedEntries skipped =
        ((ReadResult.Read) result(Packs.tar(files), new CollectingSink())).skipped();

    assertThat(skipped.count()).isEqualTo(4);
    assertThat(skipped.first())
        .extracting(
            entry -> entry.entry() + ": " + entry.reason().replaceFirst("none of: .*", "none"))
        .containsExactly(
            "README.md: its content is none",
            "a/._up.txt: hidden",
            "a/_SUCCESS: name begins with _, as of files that are not complete",
            "empty.json: empty");
  }

  @Test
  void anArchiveWithoutTelemetryIsSkippedWithTheFirstReason() throws IOException {
    ReadResult result = result(Packs.tar(files("b.txt", bytes("Hello\n"))), new CollectingSink());

    assertThat(((ReadResult.Skipped) result).reason())
        .startsWith("an archive without telemetry: 1 files, the first: b.txt: its content is none");
  }

  /** B9: names are text, wherever they point to; links are not followed. */
  @Test
  void namesThatPointElsewhereAreTextAndLinksAreNotFollowed() throws IOException {
    byte[] archive =
        tar(
            entry("../../etc/x.txt", lines(1)),
            entry("/abs/x.txt", lines(2)),
            entry("C:\\x.txt", lines(3)),
            entry("new\nline.txt", lines(4)),
            link("to-passwd", "/etc/passwd", TarConstants.LF_SYMLINK),
            link("to-first", "../../etc/x.txt", TarConstants.LF_LINK),
            link("pipe", "", TarConstants.LF_FIFO),
            link("disk", "", TarConstants.LF_BLK),
            entry("last.txt", lines(5)));

    assertThat(read("tar", archive))
        .isEqualTo(
            """
            ../../etc/x.txt, line 1: 1
            /abs/x.txt, line 1: 2
            C:\\x.txt, line 1: 3
            new
            line.txt, line 1: 4
            last.txt, line 1: 5
            skipped to-passwd: a link, which is not followed
            skipped to-first: a link, which is not followed
            skipped pipe: a device or pipe
            skipped disk: a device or pipe
            """);
  }

  /** B10. */
  @Test
  void filesOfTheSameNameAreToldApart() throws IOException {
    byte[] archive = tar(entry("a.txt", lines(1)), entry("a.txt", lines(2)), entry("", lines(3)));

    assertThat(read("tar", archive))
        .isEqualTo(
            """
            a.txt, line 1: 1
            a.txt#2, line 1: 2
            #3, line 1: 3
            """);
  }

  /** B4: at any place one reject, never fewer records without a word. */
  @Test
  void anArchiveThatIsCutAnywhereGivesTheFilesBeforeTheCutAndOneReject() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      files.put("f" + i + ".txt", lines(i, 2 * i, 3 * i));
    }
    for (byte[] whole : List.of(Packs.tar(files), Packs.zip(files), Packs.streamedZip(files))) {
      int end = whole.length - 2 * 512; // tar ends with two blank headers
      int before = 0;
      for (int length = 600; length < end; length += 16) {
        CollectingSink sink = new CollectingSink();
        result(Arrays.copyOf(whole, length), sink);
        assertThat(sink.points.size()).as("cut at %d", length).isBetween(before, 60);
        assertThat(sink.rejected).as("cut at %d", length).hasSize(1);
        before = sink.points.size();
      }
      assertThat(before).isGreaterThan(30);
    }
  }

  @Test
  void aDamagedFileInsideIsOneRejectAndTheOthersAreRead() throws IOException {
    byte[] damaged = Packs.gzip(lines(1, 2));
    damaged[damaged.length / 2] ^= 0x55;
    Map<String, byte[]> files = files("a.gz", damaged, "b.txt", lines(3));

    for (byte[] archive : List.of(Packs.tar(files), Packs.zip(files), Packs.streamedZip(files))) {
      assertThat(read("", archive)).contains("a.gz: broken gz data", "b.txt, line 1: 3");
    }
  }

  /** B5. */
  @Test
  void aWrongCheckSumInAZipIsARejectOfThatFile() throws IOException {
    byte[] stored = Packs.zip(TWO_FILES);
    int digit = new String(stored, StandardCharsets.ISO_8859_1).indexOf("p1\"");
    stored[digit + 1] = '9';

    assertThat(read("zip", stored))
        .isEqualTo(
            """
            a/up.txt, line 1: 1
            a/up.txt, line 2: 2
            a/up.txt: broken zip data: wrong check sum
            load.txt, line 1: 3
            """);
  }

  /** B5: tars that were put one behind the other would lose all but the first. */
  @Test
  void otherBytesBehindAnArchiveAreAReject() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(Packs.tar(TWO_FILES));
    both.write(Packs.tar(files("c.txt", lines(9))));

    assertThat(read("tar", both.toByteArray()))
        .endsWith(
            """
            load.txt, line 1: 3
            file: other bytes after the end of the tar archive; of several in one file only the \
            first is read
            """);
  }

  /** B7: over all files together, whether they are read or not. */
  @Test
  void aBombAmongTheFilesStopsAtTheInflationLimit() throws IOException {
    byte[] zeros = Arrays.copyOf(lines(3), 32 << 20);
    Limits strict = new Limits(1 << 20, 10, 1 << 20, 200);
    List<byte[]> bombs =
        List.of(
            Packs.streamedZip(files("a.txt", lines(1), "zeros.bin", zeros, "b.txt", lines(2))),
            Packs.gzip(Packs.tar(files("a.txt", lines(1), "zeros.bin", zeros))),
            Packs.tar(files("a.txt", lines(1), "zeros.gz", Packs.gzip(zeros), "b.txt", lines(2))),
            Zstd.compress(Packs.tar(files("a.txt", lines(1), "zeros.zst", Zstd.compress(zeros)))));
    for (byte[] bomb : bombs) {
      CollectingSink sink = new CollectingSink();
      new ArchiveReader(Formats.standard(strict), strict, Redaction.standard())
          .read("bomb", new ByteArrayInputStream(bomb), sink);

      assertThat(sink.points).isNotEmpty();
      assertThat(sink.rejected)
          .anyMatch(reject -> reject.contains("unpacks to more than 10 times its size"));
    }
  }

  /** B7: no single file is large. */
  @Test
  void aBombOfManySmallFilesStopsToo() throws IOException {
    Limits strict = new Limits(1 << 20, 10, 1 << 20, 200);
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 100; i++) {
      files.put("zeros" + i, new byte[100_000]);
    }
    CollectingSink sink = new CollectingSink();
    new ArchiveReader(Formats.standard(strict), strict, Redaction.standard())
        .read("bomb", new ByteArrayInputStream(Packs.streamedZip(files)), sink);

    assertThat(sink.rejected).hasSize(1).allMatch(reject -> reject.contains("--max-inflation"));
  }

  /** B11. */
  @Test
  void sizesThatLieEndTheReadingWithOneReject() throws IOException {
    byte[] archive = Packs.tar(TWO_FILES);
    byte[] lying = archive.clone();
    lying[124] = (byte) 0x80; // the size in binary: 2^62
    Arrays.fill(lying, 125, 136, (byte) 0);
    lying[128] = 0x40;
    sum(lying);

    assertThat(read("tar", lying))
        .startsWith("a/up.txt, line 1: 1\na/up.txt, line 2: 2\n")
        .contains("cut off");
  }

  @Test
  void aNameOfAnyLengthCostsNoMemory() throws IOException {
    byte[] header = Packs.tar(files("x", new byte[0]));
    header[156] = 'L'; // GNU: what follows is a long name
    byte[] size = bytes("77777777777\0"); // 8 GB
    System.arraycopy(size, 0, header, 124, size.length);
    sum(header);
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'n';
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            Arrays.fill(buffer, offset, offset + length, (byte) 'n');
            return length;
          }
        };
    CollectingSink sink = new CollectingSink();
    ArchiveReader.standard()
        .read(
            "a.tar",
            new SequenceInputStream(new ByteArrayInputStream(header, 0, 512), endless),
            sink);

    assertThat(sink.rejected)
        .containsExactly(
            "file: name and attributes of a file in it are longer than 1,048,576 bytes");
  }

  /** B11. */
  @Test
  void anEncryptedFileIsARejectByNameAndTheOthersAreRead() throws IOException {
    byte[] archive = Packs.zip(TWO_FILES);
    archive[6] |= 1; // flag of the first file

    assertThat(read("zip", archive)).isEqualTo("a/up.txt: encrypted\nload.txt, line 1: 3\n");
  }

  @Test
  void aSecretInAnEntrysNameIsNotKept() throws IOException {
    String secret = "AKIAIOSFODNN7EXAMPLE";

    assertThat(read("tar", Packs.tar(files("k-" + secret + ".txt", lines(1)))))
        .doesNotContain(secret)
        .endsWith("line 1: 1\n");
  }

  private static String read(String container, byte[] archive) throws IOException {
    List<String> drawn = new ArrayList<>();
    TelemetrySink sink = new DrawingSink(drawn);
    ReadResult.Read result = (ReadResult.Read) result(archive, sink);
    if (!container.isEmpty()) {
      assertThat(result.container()).isEqualTo(container);
    }
    result
        .skipped()
        .first()
        .forEach(entry -> drawn.add("skipped " + entry.entry() + ": " + entry.reason()));
    return String.join("\n", drawn) + "\n";
  }

  private static ReadResult result(byte[] archive, TelemetrySink sink) throws IOException {
    return ArchiveReader.standard().read("archive", new ByteArrayInputStream(archive), sink);
  }

  private static byte[] lines(int... values) {
    StringBuilder lines = new StringBuilder();
    for (int value : values) {
      lines.append("{__name__=\"up\", pod=\"p%d\"} %d 1767225600000\n".formatted(value, value));
    }
    return bytes(lines.toString());
  }

  private static Map<String, byte[]> files(Object... namesAndContents) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < namesAndContents.length; i += 2) {
      files.put((String) namesAndContents[i], (byte[]) namesAndContents[i + 1]);
    }
    return files;
  }

  private record Entry(TarArchiveEntry header, String content) {}

  private static Entry entry(String name, byte[] content) {
    TarArchiveEntry header = new TarArchiveEntry("x", true);
    header.setName(name);
    header.setSize(content.length);
    return new Entry(header, new String(content, StandardCharsets.UTF_8));
  }

  private static Entry link(String name, String target, byte kind) {
    TarArchiveEntry header = new TarArchiveEntry(name, kind, true);
    header.setLinkName(target);
    return new Entry(header, "");
  }

  private static byte[] tar(Entry... entries) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(packed, "UTF-8")) {
      for (Entry entry : entries) {
        tar.putArchiveEntry(entry.header());
        tar.write(bytes(entry.content()));
        tar.closeArchiveEntry();
      }
    }
    return packed.toByteArray();
  }

  /** Makes the first header's check sum fit. */
  private static void sum(byte[] tar) {
    Arrays.fill(tar, 148, 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += tar[i] & 0xFF;
    }
    System.arraycopy(bytes("%06o\0 ".formatted(sum)), 0, tar, 148, 8);
  }

  private static final class DrawingSink implements TelemetrySink {
    private final List<String> drawn;
    private String entry = "";

    DrawingSink(List<String> drawn) {
      this.drawn = drawn;
    }

    @Override
    public void entry(String label) {
      entry = label;
    }

    @Override
    public void metric(MetricPoint point, long position) {
      drawn.add(Position.text(entry, position) + ": " + (int) point.value());
    }

    @Override
    public void reject(Reject reject) {
      drawn.add(Position.text(entry, reject.position()) + ": " + reject.reason());
    }

    @Override
    public void span(Span span, long position) {}

    @Override
    public void log(LogRecord log, long position) {}

    @Override
    public void change(ChangeEvent change, long position) {}
  }
}
