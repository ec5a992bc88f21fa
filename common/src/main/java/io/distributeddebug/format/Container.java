package io.distributeddebug.format;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What bytes are packed in, told by the first of them, layer by layer: compression, and inside it
 * the content or an archive that holds files. Closing leaves the stream of the bytes open.
 */
final class Container implements Closeable {
  private static final int MOST_COMPRESSIONS = 2;
  private static final int BUFFER_BYTES = 1 << 16;

  private final List<Packing> layers = new ArrayList<>();
  private final List<Closeable> opened = new ArrayList<>();
  private Inflation inflation;
  private BufferedInputStream content;
  private Optional<PackedFolder> folder = Optional.empty();

  private Container(PackedBytes bytes, Inflation inflation) {
    this.content = new BufferedInputStream(bytes, BUFFER_BYTES);
    this.inflation = inflation;
  }

  /**
   * Looks at the bytes; they are unpacked on the fly.
   *
   * @throws DamagedArchiveException where even the first bytes are damaged, or packed in a way that
   *     is not opened
   */
  static Container of(PackedBytes bytes, Inflation inflation) throws IOException {
    Container container = new Container(bytes, inflation);
    try {
      container.unpack();
      return container;
    } catch (IOException unusable) {
      container.close();
      throw unusable;
    }
  }

  /** Such as {@code plain}, {@code gz}, {@code tar.gz}. */
  String name() {
    if (layers.isEmpty()) {
      return "plain";
    }
    StringBuilder name = new StringBuilder();
    for (int i = layers.size() - 1; i >= 0; i--) {
      name.append(name.isEmpty() ? "" : ".").append(layers.get(i).label());
    }
    return name.toString();
  }

  /** The file's name without the endings that its packing gave it. */
  String nameInside(String fileName) {
    String name = fileName;
    for (Packing layer : layers) {
      name = layer.nameInside(name);
    }
    return name;
  }

  /** The files inside; empty where it is one file. */
  Optional<PackedFolder> folder() {
    return folder;
  }

  /** Of one file; throws {@link DamagedArchiveException} where damage lies, and ever after. */
  InputStream content() {
    return content;
  }

  /** By which what is inside this is counted. */
  Inflation inflation() {
    return inflation;
  }

  @Override
  public void close() throws IOException {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  private void unpack() throws IOException {
    Optional<Packing> packing = packing(content);
    while (packing.isPresent() && !packing.get().holdsFiles()) {
      if (layers.size() == MOST_COMPRESSIONS) {
        throw new DamagedArchiveException(
            "compressed more than %d times over".formatted(MOST_COMPRESSIONS));
      }
      layers.add(packing.get());
      UnpackedInputStream unpacked =
          new UnpackedInputStream(packing.get(), new PackedBytes(content), inflation);
      opened.add(unpacked);
      content = new BufferedInputStream(unpacked, BUFFER_BYTES);
      inflation = inflation.below();
      packing = packing(content);
    }
    if (packing.isPresent()) {
      layers.add(packing.get());
      folder = Optional.of(new PackedFolder(packing.get(), new PackedBytes(content), inflation));
      opened.add(folder.get());
      inflation = inflation.below();
    }
  }

  /** Damage within the first bytes shows again when they are read. */
  private static Optional<Packing> packing(BufferedInputStream content) throws IOException {
    byte[] head = new byte[Packing.HEAD_BYTES];
    int length = 0;
    content.mark(head.length);
    try {
      int read = content.read(head);
      while (read > 0) {
        length += read;
        read = content.read(head, length, head.length - length);
      }
    } catch (DamagedArchiveException damage) {
      if (length == 0) {
        throw damage;
      }
    }
    content.reset();
    byte[] first = Arrays.copyOf(head, length);
    return Arrays.stream(Packing.values()).filter(known -> known.recognises(first)).findFirst();
  }
}
