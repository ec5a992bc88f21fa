package io.distributeddebug.format;

import java.io.IOException;
import java.io.InputStream;

/** A format that the user has named: its content is not doubted, what does not fit is rejected. */
record NamedFormat(TelemetryFormat format) implements TelemetryFormat {
  @Override
  public String name() {
    return format.name();
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    Recognition recognition = format.recognises(fileName, head);
    return recognition instanceof Recognition.Skip ? recognition : Recognition.YES;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    format.read(fileName, in, sink);
  }
}
