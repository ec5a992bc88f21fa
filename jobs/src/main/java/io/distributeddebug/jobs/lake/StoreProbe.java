package io.distributeddebug.jobs.lake;

import io.distributeddebug.jobs.fault.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;
import org.apache.hadoop.fs.Path;

/**
 * Whether a store lets exactly one of several writers create a file. Stores that ignore the
 * condition answer "written" to all of them, and commits are lost without a word.
 */
final class StoreProbe {
  /** Hadoop key: the user vouches that only one process at a time writes this lake. */
  static final String SINGLE_WRITER = "distributeddebug.single-writer";

  static void check(FileSystem store, Path folder, Configuration configuration) throws IOException {
    if (configuration.getBoolean(SINGLE_WRITER, false)) {
      return;
    }
    Path probe = new Path(folder, "probe-" + UUID.randomUUID());
    boolean safe =
        "file".equals(store.getUri().getScheme())
            ? linksOnce(java.nio.file.Path.of(probe.toUri().getPath()))
            : createsOnce(store, probe);
    if (!safe) {
      throw UserError.failed(
          "Cannot use "
              + folder.getParent()
              + " as a lake: its store does not let exactly one of two writers create a file",
          "use a store with conditional writes (If-None-Match), or, if only one process ever"
              + " writes this lake, --single-writer");
    }
  }

  private static boolean linksOnce(java.nio.file.Path probe) throws IOException {
    java.nio.file.Path link = probe.resolveSibling(probe.getFileName() + "-link");
    Files.createDirectories(probe.getParent());
    Files.createFile(probe);
    try {
      Files.createLink(link, probe);
      Files.createLink(link, probe);
      return false;
    } catch (FileAlreadyExistsException second) {
      return true;
    } catch (IOException | UnsupportedOperationException noLinks) {
      return false;
    } finally {
      Files.deleteIfExists(link);
      Files.deleteIfExists(probe);
    }
  }

  private static boolean createsOnce(FileSystem store, Path probe) throws IOException {
    if (!store.hasPathCapability(
        probe, CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE)) {
      return false;
    }
    ConditionalLogStore.createNew(store, probe, "first".getBytes(StandardCharsets.UTF_8));
    try {
      ConditionalLogStore.createNew(store, probe, "second".getBytes(StandardCharsets.UTF_8));
      return false;
    } catch (FileAlreadyExistsException refused) {
      return true;
    } catch (IOException failed) {
      if (S3Errors.tellOfAnotherWriter(List.of(failed))) {
        return true;
      }
      throw failed;
    } finally {
      store.delete(probe, false);
    }
  }

  private StoreProbe() {}
}
