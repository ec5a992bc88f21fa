package io.distributeddebug.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Containers' logs as CRI runtimes (containerd, CRI-O) keep them: {@code <time> stdout|stderr F|P
 * <line>}. What the container wrote is read as JSON, logfmt, a proxy's access log or text; parts of
 * a line and stack traces are put together. The pod is taken from the file's path.
 *
 * @see <a
 *     href="https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md">CRI
 *     logging</a>
 */
final class CriLogFormat implements TelemetryFormat {
  private final Limits limits;

  CriLogFormat(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "cri-log";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    return TextLines.ofHead(head, 1).stream().anyMatch(line -> CriLine.of(line).isPresent())
        ? Recognition.YES
        : Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    Map<String, String> resource = PodLogPath.resource(fileName);
    LogContents contents = new LogContents(limits);
    TextLines lines = new TextLines(in, limits, sink);
    MultilineLogs joined =
        new MultilineLogs(
            (stream, nanos, text, position) ->
                sink.log(
                    contents.readAt(
                        text,
                        new StructuredLogs.Around(
                            nanos, resource, Map.of("log.iostream", stream), text)),
                    position));
    try {
      while (lines.next()) {
        Optional<CriLine> line = CriLine.of(lines.text());
        if (line.isEmpty()) {
          lines.reject("not a line of a CRI log");
        } else {
          CriLine cri = line.get();
          joined.line(cri.stream(), cri.unixNanos(), cri.text(), cri.partial(), lines.position());
        }
      }
    } finally {
      joined.end();
    }
  }

  private record CriLine(long unixNanos, String stream, boolean partial, String text) {
    static Optional<CriLine> of(String line) {
      int blank = line.indexOf(' ');
      boolean out = blank > 0 && line.startsWith("stdout ", blank + 1);
      boolean err = blank > 0 && line.startsWith("stderr ", blank + 1);
      int tag = blank + 8;
      boolean tagged =
          (out || err)
              && tag < line.length()
              && (line.charAt(tag) == 'F' || line.charAt(tag) == 'P')
              && (tag + 1 == line.length()
                  || line.charAt(tag + 1) == ' '
                  || line.charAt(tag + 1) == ':');
      OptionalLong nanos =
          tagged ? TimeText.ISO.nanos(line.substring(0, blank)) : OptionalLong.empty();
      if (nanos.isEmpty()) {
        return Optional.empty();
      }
      int end = line.indexOf(' ', tag);
      String text = end < 0 ? "" : line.substring(end + 1);
      return Optional.of(
          new CriLine(nanos.getAsLong(), out ? "stdout" : "stderr", line.charAt(tag) == 'P', text));
    }
  }
}
