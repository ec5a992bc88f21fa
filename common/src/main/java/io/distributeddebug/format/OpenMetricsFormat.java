package io.distributeddebug.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * OpenMetrics 1.0 text, read as strictly as its specification asks: one fault in its syntax or
 * order refuses the exposition, as what follows cannot be trusted. Two things are milder, so that
 * real files are not lost: of a histogram that breaks a rule about its values only that metric is
 * refused, and a file that ends without {@code # EOF} gives what it has, with a reject that says
 * so.
 *
 * <p>Of a file with more than {@value #MOST_HELD} points, those before the fault are given.
 */
final class OpenMetricsFormat implements TelemetryFormat {
  private static final int MOST_HELD = 200_000;

  private final Limits limits;

  OpenMetricsFormat(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "openmetrics";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    return ExpositionHead.of(head).isOpenMetrics() ? Recognition.YES : Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    Lines lines = new Lines(in, limits.recordBytes());
    PrometheusPoints points = new PrometheusPoints(sink, MOST_HELD);
    OpenMetricsReader reader = new OpenMetricsReader(points, sink);
    String line = "";
    try {
      while (lines.next()) {
        line = text(lines);
        if (lines.isTooLong()) {
          throw new MalformedValueException("longer than " + limits.recordBytes() + " bytes");
        }
        reader.line(line, lines.number());
      }
      reader.end();
    } catch (MalformedValueException broken) {
      points.drop();
      sink.reject(new Reject(Position.of(lines.number(), 0), broken.getMessage(), beginning(line)));
      return;
    } catch (DamagedArchiveException damaged) {
      points.pass();
      throw damaged;
    }
    points.pass();
    if (!reader.isEnded() && reader.hasBegun()) {
      sink.reject(
          new Reject(Position.WHOLE_FILE, "ends without # EOF: it may have been cut off", ""));
    }
  }

  private static String text(Lines lines) {
    return new String(lines.bytes(), 0, lines.length(), StandardCharsets.UTF_8);
  }

  private static String beginning(String line) {
    return line.length() > Reject.LONGEST_TEXT ? line.substring(0, Reject.LONGEST_TEXT) : line;
  }
}
