package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.fs.FileUtil;

/** A folder for the tables of one command, gone with it, also where that is interrupted. */
final class TemporaryLake implements AutoCloseable {
  private final Path folder;
  private final Thread atShutdown = new Thread(this::remove, "temporary-lake");

  private TemporaryLake(Path folder) {
    this.folder = folder;
  }

  static TemporaryLake create() {
    Path folder;
    try {
      folder = Files.createTempDirectory("distributed-debug-lake-");
    } catch (IOException e) {
      throw UserError.failed(
          "Cannot make a folder for the tables in " + System.getProperty("java.io.tmpdir"),
          "Give it room and write permission, or ingest into a --lake.",
          e);
    }
    TemporaryLake lake = new TemporaryLake(folder);
    Runtime.getRuntime().addShutdownHook(lake.atShutdown);
    return lake;
  }

  String location() {
    return folder.toString();
  }

  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(atShutdown);
    } catch (IllegalStateException shuttingDown) {
      // The hook finds nothing left to remove.
    }
  }

  /** What an interrupted task holds open stays for the system's own cleaning. */
  private void remove() {
    FileUtil.fullyDelete(folder.toFile());
  }
}
