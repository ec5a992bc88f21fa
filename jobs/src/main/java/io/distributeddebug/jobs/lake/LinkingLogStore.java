package io.distributeddebug.jobs.lake;

import io.delta.storage.LocalLogStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Commits to a local folder by a hard link to a file that is already written and synced: of all
 * writers exactly one gets a version, and nobody sees half of it. Delta's own store checks and then
 * renames, which is safe inside one process only.
 */
public final class LinkingLogStore extends LocalLogStore {
  public LinkingLogStore(Configuration configuration) {
    super(configuration);
  }

  @Override
  public void write(
      Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
      throws IOException {
    java.nio.file.Path target = java.nio.file.Path.of(path.toUri().getPath());
    java.nio.file.Path written = target.resolveSibling("." + UUID.randomUUID() + ".tmp");
    Files.createDirectories(target.getParent());
    try {
      writeSynced(written, ConditionalLogStore.lines(actions));
      if (overwrite) {
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
      } else {
        link(written, target, configuration);
      }
      sync(target.getParent());
    } finally {
      Files.deleteIfExists(written);
    }
  }

  @Override
  public Boolean isPartialWriteVisible(Path path, Configuration configuration) {
    return false;
  }

  static void writeSynced(java.nio.file.Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  private static void link(
      java.nio.file.Path written, java.nio.file.Path target, Configuration configuration)
      throws IOException {
    if (!configuration.getBoolean(StoreProbe.SINGLE_WRITER, false)) {
      Files.createLink(target, written);
    } else if (Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString());
    } else {
      Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void sync(java.nio.file.Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
