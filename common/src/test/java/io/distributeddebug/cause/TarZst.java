package io.distributeddebug.cause;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The plain files of a small {@code .tar.zst}, as text by path. */
final class TarZst {
  private static final int BLOCK = 512;

  private TarZst() {}

  static Map<String, String> read(Path archive) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (InputStream in =
        new ZstdInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
      byte[] header = in.readNBytes(BLOCK);
      while (header.length == BLOCK && header[0] != 0) {
        String name = text(header, 345, 155).isEmpty() ? "" : text(header, 345, 155) + "/";
        name += text(header, 0, 100);
        int size = Integer.parseInt(text(header, 124, 12).trim(), 8);
        byte[] content = in.readNBytes(size);
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        if (header[156] == '0' || header[156] == 0) {
          files.put(name, new String(content, StandardCharsets.UTF_8));
        }
        header = in.readNBytes(BLOCK);
      }
    }
    return files;
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }
}
