package io.distributeddebug.jobs.lake;

import io.delta.storage.S3SingleDriverLogStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;
import org.apache.hadoop.fs.Path;

/**
 * Commits to S3 with a conditional put: of all writers anywhere exactly one gets a version. Delta's
 * own store for S3 checks and then puts, which is safe inside one process only.
 */
public final class ConditionalLogStore extends S3SingleDriverLogStore {
  public ConditionalLogStore(Configuration configuration) {
    super(configuration);
  }

  @Override
  public void write(
      Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
      throws IOException {
    if (overwrite) {
      super.write(path, actions, true, configuration);
      return;
    }
    byte[] commit = lines(actions);
    FileSystem store = path.getFileSystem(configuration);
    try {
      createNew(store, path, commit);
    } catch (IOException refused) {
      // A put whose answer was lost is refused when it is sent again: the bytes tell whose it is.
      byte[] there;
      try (FSDataInputStream in = store.open(path)) {
        there = in.readAllBytes();
      } catch (FileNotFoundException nothingThere) {
        throw refused;
      }
      if (!Arrays.equals(there, commit)) {
        FileAlreadyExistsException lost = new FileAlreadyExistsException(path.toString());
        lost.initCause(refused);
        throw lost;
      }
    }
  }

  /** Puts the object where there is none; fails where there is one. */
  static void createNew(FileSystem store, Path path, byte[] content) throws IOException {
    FSDataOutputStreamBuilder<?, ?> create = store.createFile(path);
    create.overwrite(true);
    create.must(CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, true);
    try (FSDataOutputStream out = (FSDataOutputStream) create.build()) {
      out.write(content);
    }
  }

  static byte[] lines(Iterator<String> actions) {
    StringBuilder text = new StringBuilder();
    while (actions.hasNext()) {
      text.append(actions.next()).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
