package io.distributeddebug.jobs.ingest;

import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.lake.StoreErrors;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The files that archive arguments name, and those passed over by a written rule. */
record ArchiveListing(List<ArchiveFile> files, List<SkippedFile> skipped) {
  static ArchiveListing of(List<String> archives, Configuration configuration) {
    TreeMap<String, FileStatus> found = new TreeMap<>();
    List<SkippedFile> skipped = new ArrayList<>();
    for (String archive : archives) {
      try {
        collect(archive, configuration, found, skipped);
      } catch (FileNotFoundException e) {
        throw missing(archive);
      } catch (IOException e) {
        throw StoreErrors.explain("read archive", archive, e);
      }
    }
    List<ArchiveFile> files = found.values().parallelStream().map(status -> file(status)).toList();
    skipped.sort(Comparator.comparing(SkippedFile::file));
    return new ArchiveListing(files, List.copyOf(skipped));
  }

  private static void collect(
      String archive,
      Configuration configuration,
      TreeMap<String, FileStatus> found,
      List<SkippedFile> skipped)
      throws IOException {
    Path path = path(archive);
    FileSystem store = store(path, configuration);
    FileStatus[] named = named(store, path);
    if (named.length == 0) {
      throw missing(archive);
    }
    for (FileStatus status : named) {
      if (status.isFile()) {
        found.put(status.getPath().toString(), status);
        continue;
      }
      RemoteIterator<LocatedFileStatus> inside = store.listFiles(status.getPath(), true);
      while (inside.hasNext()) {
        LocatedFileStatus file = inside.next();
        String reason = whySkipped(status.getPath(), file.getPath());
        if (reason.isEmpty()) {
          found.put(file.getPath().toString(), file);
        } else {
          skipped.add(new SkippedFile(file.getPath().toString(), reason));
        }
      }
    }
  }

  /** Hadoop's local file system would believe a .crc file that happens to lie beside another. */
  static FileSystem store(Path path, Configuration configuration) throws IOException {
    FileSystem store = path.getFileSystem(configuration);
    return store instanceof LocalFileSystem local ? local.getRaw() : store;
  }

  /** A path that is there as it is written; only otherwise are its wildcards looked at. */
  private static FileStatus[] named(FileSystem store, Path path) throws IOException {
    try {
      return new FileStatus[] {store.getFileStatus(path)};
    } catch (FileNotFoundException noSuchName) {
      FileStatus[] matching = store.globStatus(path);
      return matching == null ? new FileStatus[0] : matching;
    }
  }

  private static Path path(String archive) {
    return archive.matches("[A-Za-z][A-Za-z0-9+.-]*:/.*")
        ? new Path(archive)
        : new Path(
            "file", null, java.nio.file.Path.of(archive).toAbsolutePath().normalize().toString());
  }

  private static String whySkipped(Path root, Path file) {
    String name = file.getName();
    if (name.endsWith(".crc")) {
      return "checksum of another file";
    }
    if (name.endsWith(".truth.json") || name.equals("truth.json")) {
      return "truth of a simulation, not telemetry";
    }
    for (Path part = file; !part.equals(root); part = part.getParent()) {
      if (part.getName().startsWith(".")) {
        return "hidden";
      }
      if (part.getName().startsWith("_")) {
        return "name begins with _, as of files that are not complete";
      }
    }
    return "";
  }

  private static ArchiveFile file(FileStatus status) {
    String tag;
    if (status instanceof EtagSource object && object.getEtag() != null) {
      tag = object.getEtag();
    } else if ("file".equals(status.getPath().toUri().getScheme())) {
      tag = contentTag(java.nio.file.Path.of(status.getPath().toUri().getPath()));
    } else {
      tag = "modified-" + status.getModificationTime();
    }
    return new ArchiveFile(status.getPath().toString(), status.getLen(), tag);
  }

  /** Unreadable files have a tag too: their reject is the reader's to write. */
  static String contentTag(java.nio.file.Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException | UncheckedIOException unreadable) {
      return "unreadable";
    }
  }

  private static UserError missing(String archive) {
    return UserError.usage(
        "Cannot read archive " + archive + ": there is no such file or folder",
        "check the path; a glob such as 'archive/*.json.gz' must match a file");
  }
}
