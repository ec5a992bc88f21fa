package io.distributeddebug.jobs.simulation;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** How the files of an archive are compressed: fast rather than small. */
public enum Compression {
  GZ(".gz") {
    @Override
    OutputStream around(OutputStream out) throws IOException {
      return new FastGzip(out);
    }
  },
  ZST(".zst") {
    @Override
    OutputStream around(OutputStream out) throws IOException {
      return new ZstdOutputStream(out);
    }
  },
  NONE("") {
    @Override
    OutputStream around(OutputStream out) {
      return out;
    }
  };

  private final String suffix;

  Compression(String suffix) {
    this.suffix = suffix;
  }

  String suffix() {
    return suffix;
  }

  abstract OutputStream around(OutputStream out) throws IOException;

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 64 * 1024);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
