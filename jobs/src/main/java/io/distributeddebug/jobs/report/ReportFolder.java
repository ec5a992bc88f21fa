package io.distributeddebug.jobs.report;

import io.distributeddebug.jobs.fault.Failpoint;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.report.JsonRenderer;
import io.distributeddebug.report.MarkdownRenderer;
import io.distributeddebug.report.Report;
import io.distributeddebug.report.html.HtmlRenderer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder, local or on an object store, that holds one report: its three files, then {@code
 * manifest.json} with their hashes. A crash leaves a folder without a manifest, which is no report;
 * the next run writes over it.
 */
public final class ReportFolder {
  private static final String HINT = "Choose another folder with --out, or remove this one.";

  private final String name;
  private final Path folder;
  private final FileSystem files;

  private ReportFolder(String name, Path folder, FileSystem files) {
    this.name = name;
    this.folder = folder;
    this.files = files;
  }

  /**
   * Opens nothing yet.
   *
   * @param folder path or URI; it need not be there
   * @throws UserError where nobody serves such a URI
   */
  public static ReportFolder at(String folder, Configuration hadoop) {
    try {
      Path path = new Path(folder);
      FileSystem files = path.getFileSystem(hadoop);
      // The raw one writes no .crc files beside what people open and send around.
      FileSystem plain = files instanceof LocalFileSystem local ? local.getRaw() : files;
      return new ReportFolder(folder, plain.makeQualified(path), plain);
    } catch (IOException | IllegalArgumentException e) {
      throw UserError.usage(
          "Cannot write a report to '" + folder + "': " + e.getMessage(),
          "Give a folder or an s3a:// prefix with --out.");
    }
  }

  /**
   * Refuses now what {@link #write} would refuse after minutes of work.
   *
   * @throws UserError where the folder holds the finished report of another question
   */
  public void check(String runId, String command) {
    Optional<Manifest> there = manifest();
    if (there.isPresent()
        && !there.get().runId().equals(runId)
        && !there.get().command().equals(command)) {
      throw UserError.usage(
          "Cannot write the report to '"
              + name
              + "': it holds the report of run "
              + there.get().runId()
              + ", which answers another question",
          HINT);
    }
  }

  /**
   * Writes the report; what the folder held of the same question is replaced.
   *
   * @return where to open it: the path of report.html
   * @throws UserError where it cannot be written, or where the folder holds another question's
   *     report
   */
  public String write(Report report) {
    check(report.runId(), report.command());
    Map<String, byte[]> contents = new LinkedHashMap<>();
    contents.put(Report.HTML_FILE, bytes(new HtmlRenderer().render(report)));
    contents.put(Report.MARKDOWN_FILE, bytes(new MarkdownRenderer().render(report)));
    contents.put(Report.JSON_FILE, bytes(new JsonRenderer().render(report)));
    Map<String, String> sha256 = new LinkedHashMap<>();
    contents.forEach((file, content) -> sha256.put(file, Manifest.sha256(content)));
    try {
      files.mkdirs(folder);
      files.delete(new Path(folder, Manifest.FILE), false);
      for (Map.Entry<String, byte[]> file : contents.entrySet()) {
        write(new Path(folder, file.getKey()), file.getValue());
      }
      Failpoint.BEFORE_REPORT_MANIFEST.reached();
      Path unfinished = new Path(folder, "_" + Manifest.FILE);
      write(unfinished, new Manifest(report.runId(), report.command(), sha256).toJson());
      if (!files.rename(unfinished, new Path(folder, Manifest.FILE))) {
        throw new IOException("manifest.json could not be put in place");
      }
    } catch (IOException e) {
      throw UserError.failed(
          "Cannot write the report to '" + name + "': " + e.getMessage(),
          "Check its permissions and free space, or choose another folder with --out.",
          e);
    }
    return path(Report.HTML_FILE);
  }

  /** The manifest of a finished report; empty where there is none that can be read. */
  public Optional<Manifest> manifest() {
    Path path = new Path(folder, Manifest.FILE);
    try (InputStream in = files.open(path)) {
      return Optional.of(Manifest.fromJson(in.readAllBytes()));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw UserError.failed(
          "Cannot read manifest.json in '" + name + "': " + e.getMessage(), HINT, e);
    }
  }

  private String path(String file) {
    Path path = new Path(folder, file);
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }

  private void write(Path path, byte[] content) throws IOException {
    try (OutputStream out = files.create(path, true)) {
      out.write(content);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
