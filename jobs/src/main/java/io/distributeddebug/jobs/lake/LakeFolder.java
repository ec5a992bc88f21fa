package io.distributeddebug.jobs.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.storage.LogStore;
import io.distributeddebug.jobs.fault.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Where a lake lies, and the file in it that says which version of its layout it has. */
final class LakeFolder {
  /** Version of the layout that this program reads and writes. */
  static final int FORMAT_VERSION = 1;

  private static final String OWN_FOLDER = "_distributed_debug";
  private static final String FORMAT_FILE = "format.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path path;
  private final Configuration configuration;

  private LakeFolder(Path path, Configuration configuration) {
    this.path = path;
    this.configuration = configuration;
  }

  static LakeFolder at(String location, Configuration configuration) {
    boolean hasScheme = location.matches("[A-Za-z][A-Za-z0-9+.-]*:/.*");
    Path path =
        hasScheme
            ? new Path(location)
            : new Path(
                "file",
                null,
                java.nio.file.Path.of(location).toAbsolutePath().normalize().toString());
    try {
      return new LakeFolder(path.getFileSystem(configuration).makeQualified(path), configuration);
    } catch (IOException e) {
      throw StoreErrors.explain("open lake", location, e);
    }
  }

  String location() {
    return path.toString();
  }

  Configuration configuration() {
    return configuration;
  }

  void checkReadable() {
    try {
      if (!hasReadableFormat()) {
        throw UserError.usage(
            "Cannot open lake " + shown() + ": there is no lake there",
            "ingest an archive first, or name the lake with --lake");
      }
    } catch (IOException e) {
      throw StoreErrors.explain("open lake", shown(), e);
    }
  }

  void create() {
    try {
      if (hasReadableFormat()) {
        checkWritable();
        return;
      }
      FileSystem store = store();
      if (hasForeignContent(store)) {
        throw UserError.usage(
            "Cannot make a lake in " + shown() + ": the folder has other files in it",
            "name an empty folder, or one that is not there yet, with --lake");
      }
      store.mkdirs(own());
      StoreProbe.check(store, own(), configuration);
      writeFormat(store);
    } catch (IOException e) {
      throw StoreErrors.explain("write lake", shown(), e);
    }
  }

  /** Hadoop says of a folder that it cannot make that it cannot, not why. */
  private void checkWritable() throws IOException {
    if (!"file".equals(path.toUri().getScheme())) {
      return;
    }
    java.nio.file.Path folder = java.nio.file.Path.of(path.toUri().getPath());
    if (!Files.isWritable(folder)) {
      throw new IOException(
          Files.getFileStore(folder).isReadOnly() ? "Read-only file system" : "Permission denied");
    }
  }

  private boolean hasReadableFormat() throws IOException {
    JsonNode format;
    try (FSDataInputStream in = store().open(formatFile())) {
      format = JSON.readTree(in.readAllBytes());
    } catch (FileNotFoundException none) {
      return false;
    }
    int version = format.path("format_version").asInt(0);
    if (version > FORMAT_VERSION) {
      throw UserError.failed(
          String.format(
              Locale.ROOT,
              "Cannot open lake %s: a newer distributed-debug wrote it (format %d, this one reads"
                  + " up to %d)",
              shown(),
              version,
              FORMAT_VERSION),
          "update distributed-debug");
    }
    if (version < 1) {
      throw UserError.failed(
          "Cannot open lake " + shown() + ": " + OWN_FOLDER + "/" + FORMAT_FILE + " is damaged",
          "restore that file, or ingest into a new lake");
    }
    return true;
  }

  private boolean hasForeignContent(FileSystem store) throws IOException {
    try {
      for (FileStatus child : store.listStatus(path)) {
        if (!child.getPath().getName().equals(OWN_FOLDER)) {
          return true;
        }
      }
      return false;
    } catch (FileNotFoundException none) {
      return false;
    }
  }

  private void writeFormat(FileSystem store) throws IOException {
    String content = "{\"format_version\": " + FORMAT_VERSION + "}";
    LogStore creator =
        "file".equals(store.getUri().getScheme())
            ? new LinkingLogStore(configuration)
            : new ConditionalLogStore(configuration);
    try {
      creator.write(formatFile(), List.of(content).iterator(), false, configuration);
    } catch (FileAlreadyExistsException somebodyElseDid) {
      hasReadableFormat();
    }
  }

  private FileSystem store() throws IOException {
    return path.getFileSystem(configuration);
  }

  private Path own() {
    return new Path(path, OWN_FOLDER);
  }

  private Path formatFile() {
    return new Path(own(), FORMAT_FILE);
  }

  /** As the user would write it. */
  String shown() {
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }
}
