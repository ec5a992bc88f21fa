package io.distributeddebug.jobs.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of 64 MB in memory, which can be filled and made read-only; only root may mount one. */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one; skips the test where that is not allowed. */
  public static SmallDisk mount(Path folder) throws Exception {
    Files.createDirectories(folder);
    assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder.toString()),
        "Skipped: this user may not mount a small disk");
    return new SmallDisk(folder);
  }

  public Path folder() {
    return folder;
  }

  public void fill() throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(folder.resolve("filler"))) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  public void makeRoom() throws IOException {
    Files.delete(folder.resolve("filler"));
  }

  public void makeReadOnly() throws Exception {
    assertThat(succeeds("mount", "-o", "remount,ro", folder.toString())).isTrue();
  }

  @Override
  public void close() {
    assertThat(succeeds("umount", "-l", folder.toString())).isTrue();
  }

  private static boolean succeeds(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchProgram) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
