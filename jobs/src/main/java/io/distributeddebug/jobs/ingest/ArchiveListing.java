package io.distributeddebug.jobs.ingest;

import io.distributeddebug.format.SkippedNames;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.lake.StoreErrors;
import io.distributeddebug.telemetry.Window;
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
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The files that archive arguments name, and those passed over by a written rule.
 *
 * @param leftOut files and folders of other times than those asked for
 */
record ArchiveListing(List<ArchiveFile> files, List<SkippedFile> skipped, int leftOut) {
  /** A file may hold what began so long before its folder's time, as exporters are late. */
  private static final long LATE_NANOS = 1_800_000_000_000L;

  /**
   * @param times stretches to look for; empty: everything
   */
  static ArchiveListing of(List<String> archives, List<Window> times, Configuration configuration) {
    Search search = new Search(times);
    for (String archive : archives) {
      try {
        search.collect(archive, configuration);
      } catch (FileNotFoundException e) {
        throw missing(archive);
      } catch (IOException e) {
        throw StoreErrors.explain("read archive", archive, e);
      }
    }
    List<ArchiveFile> files =
        search.found.values().parallelStream().map(ArchiveListing::file).toList();
    search.skipped.sort(Comparator.comparing(SkippedFile::file));
    return new ArchiveListing(files, List.copyOf(search.skipped), search.leftOut);
  }

  /** What has been found so far. */
  private static final class Search {
    final List<Window> times;
    final TreeMap<String, FileStatus> found = new TreeMap<>();
    final List<SkippedFile> skipped = new ArrayList<>();
    int leftOut;

    Search(List<Window> times) {
      this.times = times;
    }

    void collect(String archive, Configuration configuration) throws IOException {
      Path path = path(archive);
      FileSystem store = store(path, configuration);
      if (isThere(store, path)) {
        FileStatus named = store.getFileStatus(path);
        if (named.isFile()) {
          found.put(named.getPath().toString(), named);
        } else {
          walk(store, named.getPath(), named.getPath());
        }
        return;
      }
      boolean timed = PathTime.hasPlaceholders(archive);
      FileStatus[] matching = store.globStatus(timed ? path(PathTime.glob(archive)) : path);
      if (matching == null || matching.length == 0) {
        throw missing(archive);
      }
      String fixed = fixedPart(path.toString());
      for (FileStatus status : matching) {
        String name = folderName(status);
        String root =
            name.contains(fixed) ? name.substring(0, name.indexOf(fixed) + fixed.length()) : "";
        Optional<Window> time =
            timed ? PathTime.of(name, path.toString()) : PathTime.below(root, name);
        if (!isWanted(time)) {
          leftOut++;
        } else if (status.isFile()) {
          found.put(status.getPath().toString(), status);
        } else {
          walk(store, status.getPath(), status.getPath());
        }
      }
    }

    private void walk(FileSystem store, Path root, Path folder) throws IOException {
      RemoteIterator<? extends FileStatus> inside =
          times.isEmpty() ? store.listFiles(folder, true) : store.listStatusIterator(folder);
      while (inside.hasNext()) {
        FileStatus status = inside.next();
        Optional<String> reason = whySkipped(root, status.getPath());
        if (reason.isPresent()) {
          skipped.add(new SkippedFile(status.getPath().toString(), reason.get()));
        } else if (!isWanted(PathTime.below(root.toString(), folderName(status)))) {
          leftOut++;
        } else if (status.isFile()) {
          found.put(status.getPath().toString(), status);
        } else {
          walk(store, root, status.getPath());
        }
      }
    }

    private boolean isWanted(Optional<Window> time) {
      return times.isEmpty()
          || time.isEmpty()
          || times.stream().anyMatch(wanted -> widened(wanted).overlaps(time.get()));
    }

    private static Window widened(Window wanted) {
      return new Window(wanted.fromUnixNanos() - LATE_NANOS, wanted.toUnixNanos() + LATE_NANOS);
    }

    private static String folderName(FileStatus status) {
      return status.getPath() + (status.isDirectory() ? "/" : "");
    }

    /** The name up to its last folder without wildcards. */
    private static String fixedPart(String archive) {
      String fixed = archive.replaceFirst("[*?\\[{%].*$", "");
      return fixed.substring(0, Math.max(0, fixed.lastIndexOf('/')));
    }
  }

  /** Hadoop's local file system would believe a .crc file that happens to lie beside another. */
  static FileSystem store(Path path, Configuration configuration) throws IOException {
    FileSystem store = path.getFileSystem(configuration);
    return store instanceof LocalFileSystem local ? local.getRaw() : store;
  }

  /** Only where nothing has the name as it is written are its wildcards looked at. */
  private static boolean isThere(FileSystem store, Path path) throws IOException {
    try {
      store.getFileStatus(path);
      return true;
    } catch (FileNotFoundException noSuchName) {
      return false;
    }
  }

  private static Path path(String archive) {
    return archive.matches("[A-Za-z][A-Za-z0-9+.-]*:/.*")
        ? new Path(archive)
        : new Path(
            "file", null, java.nio.file.Path.of(archive).toAbsolutePath().normalize().toString());
  }

  private static Optional<String> whySkipped(Path root, Path file) {
    StringBuilder inside = new StringBuilder(file.getName());
    for (Path part = file.getParent(); !part.equals(root); part = part.getParent()) {
      inside.insert(0, part.getName() + "/");
    }
    return SkippedNames.reason(inside.toString());
  }

  private static ArchiveFile file(FileStatus status) {
    String tag =
        "file".equals(status.getPath().toUri().getScheme())
            ? contentTag(java.nio.file.Path.of(status.getPath().toUri().getPath()))
            : tag(status);
    return new ArchiveFile(status.getPath().toString(), status.getLen(), tag);
  }

  /** What tells one content of a file from another, without reading it. */
  static String tag(FileStatus status) {
    return status instanceof EtagSource object && object.getEtag() != null
        ? object.getEtag()
        : "modified-" + status.getModificationTime();
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
