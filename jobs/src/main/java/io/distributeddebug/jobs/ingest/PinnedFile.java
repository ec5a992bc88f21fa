package io.distributeddebug.jobs.ingest;

import io.distributeddebug.format.ArchiveReader;
import io.distributeddebug.format.ReadResult;
import io.distributeddebug.jobs.lake.StoreErrors;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/**
 * A file of an archive that is surely the one that was listed: a store is asked for that very
 * object, and what changes meanwhile is found out.
 */
final class PinnedFile {
  private final ArchiveFile file;
  private final FileSystem store;
  private final FileStatus found;

  private PinnedFile(ArchiveFile file, FileSystem store, FileStatus found) {
    this.file = file;
    this.store = store;
    this.found = found;
  }

  /**
   * Looks for it.
   *
   * @throws LostFileException where it has gone or changed, or cannot be read
   * @throws io.distributeddebug.jobs.fault.UserError where its store does not answer
   */
  static PinnedFile of(ArchiveFile file, Configuration configuration) throws LostFileException {
    Path path = new Path(file.uri());
    try {
      FileSystem store = ArchiveListing.store(path, configuration);
      FileStatus found = store.getFileStatus(path);
      if (found.getLen() != file.bytes()
          || (!isLocal(file) && !ArchiveListing.tag(found).equals(file.tag()))) {
        throw new LostFileException(file, "changed since it was listed; ingest it again");
      }
      return new PinnedFile(file, store, found);
    } catch (IOException failure) {
      throw lost(file, failure);
    }
  }

  /**
   * Reads it to its end.
   *
   * @throws LostFileException where not all of it could be had as it was when it was found
   * @throws io.distributeddebug.jobs.fault.UserError where its store does not answer any more
   */
  ReadResult read(ArchiveReader reader, FileSink sink) throws LostFileException {
    try {
      ReadResult result = FileContent.stored(store, found).read(reader, file.uri(), sink);
      mustBeUnchanged();
      return result;
    } catch (IOException failure) {
      mustBeUnchanged();
      throw lost(file, failure);
    }
  }

  private void mustBeUnchanged() throws LostFileException {
    try {
      FileStatus now = store.getFileStatus(found.getPath());
      if (now.getLen() != found.getLen()
          || now.getModificationTime() != found.getModificationTime()
          || !ArchiveListing.tag(now).equals(ArchiveListing.tag(found))) {
        throw new LostFileException(file, "changed while it was read; ingest it again");
      }
    } catch (FileNotFoundException gone) {
      // Whether it went before its end was read, reading has found out.
    } catch (IOException failure) {
      throw lost(file, failure);
    }
  }

  private static LostFileException lost(ArchiveFile file, IOException failure) {
    if (failure instanceof FileNotFoundException) {
      return new LostFileException(file, "gone since it was listed");
    }
    if (failure instanceof AccessDeniedException || failure instanceof AccessControlException) {
      return new LostFileException(file, "access to it is refused");
    }
    if (isLocal(file)) {
      String reason = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
      return new LostFileException(file, "cannot be read: " + reason);
    }
    throw StoreErrors.explain("read archive", file.uri(), failure);
  }

  private static boolean isLocal(ArchiveFile file) {
    return "file".equals(new Path(file.uri()).toUri().getScheme());
  }
}
