package io.distributeddebug.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/** Looks at what a run needs, before it needs it. */
final class Doctor {
  private static final long MEGABYTE = 1024 * 1024;
  private static final long STORE_TIMEOUT_SECONDS = 15;

  private final Surroundings surroundings;
  private final CommonOptions options;
  private final Console console;
  private final List<Check> checks = new ArrayList<>();

  /** How one thing looks; {@code todo} is empty where nothing is to be done. */
  private record Check(String subject, State state, String seen, String todo) {}

  private enum State {
    OK,
    WARNING,
    BROKEN
  }

  Doctor(Surroundings surroundings, CommonOptions options, Console console) {
    this.surroundings = surroundings;
    this.options = options;
    this.console = console;
  }

  ExitCode examine() {
    java();
    memory();
    disk("disk of temporary files", Path.of(System.getProperty("java.io.tmpdir")));
    if (options.lake.contains("://") && !options.lake.startsWith("file:")) {
      objectStore();
    } else {
      localLake(surroundings.folder().resolve(options.lake.replaceFirst("^file:(//)?", "")));
    }
    print();
    return checks.stream().anyMatch(check -> check.state() == State.BROKEN)
        ? ExitCode.FAILED
        : ExitCode.DONE;
  }

  private void java() {
    Runtime.Version version = Runtime.version();
    String seen = version + " from " + System.getProperty("java.home");
    boolean tooOld =
        version.feature() < 17
            || (version.feature() == 17 && version.interim() == 0 && version.update() < 11);
    checks.add(
        tooOld
            ? new Check("Java", State.BROKEN, seen, "Install 17.0.11 or newer, or set JAVA_HOME.")
            : new Check("Java", State.OK, seen, ""));
  }

  private void memory() {
    long heap = Runtime.getRuntime().maxMemory() / MEGABYTE;
    long machine =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getTotalMemorySize() / MEGABYTE
            : 0;
    String seen = heap + " MB heap of " + machine + " MB";
    checks.add(
        heap < 900
            ? new Check(
                "memory",
                State.WARNING,
                seen,
                "Give it 1 GB or more, such as DISTRIBUTED_DEBUG_JAVA_OPTIONS=-Xmx2g.")
            : new Check("memory", State.OK, seen, ""));
    checks.add(
        new Check("processors", State.OK, Runtime.getRuntime().availableProcessors() + "", ""));
  }

  private void disk(String subject, Path folder) {
    Path there = folder.toAbsolutePath();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    try {
      FileStore store = Files.getFileStore(there);
      long free = store.getUsableSpace() / MEGABYTE;
      String seen = Console.grouped(free) + " MB free at " + there;
      if (!Files.isWritable(there)) {
        checks.add(
            new Check(subject, State.BROKEN, seen + ", no permission to write", "Allow it."));
      } else if (free < 1024) {
        checks.add(
            new Check(
                subject,
                State.WARNING,
                seen,
                "Make room: at least 1 GB, and as much as the archive."));
      } else {
        checks.add(new Check(subject, State.OK, seen, ""));
      }
    } catch (IOException e) {
      checks.add(new Check(subject, State.BROKEN, e.getMessage(), "Check the disk."));
    }
  }

  private void localLake(Path lake) {
    disk("disk of the lake", lake);
    if (!Files.exists(lake)) {
      checks.add(
          new Check(
              "lake",
              State.WARNING,
              "nothing at " + options.lake + " yet",
              "Run distributed-debug ingest ARCHIVE --lake=" + options.lake + " first."));
    } else if (!Files.isDirectory(lake) || !Files.isReadable(lake)) {
      checks.add(
          new Check(
              "lake",
              State.BROKEN,
              options.lake + " is no folder that can be read",
              "Name another one with --lake."));
    } else {
      long tables = tablesIn(lake);
      checks.add(new Check("lake", State.OK, tables + " tables at " + options.lake, ""));
    }
  }

  private static long tablesIn(Path lake) {
    try (var entries = Files.list(lake)) {
      return entries.filter(entry -> Files.isDirectory(entry.resolve("_delta_log"))).count();
    } catch (IOException e) {
      return 0;
    }
  }

  private void objectStore() {
    ExecutorService background =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "object-store-check");
              thread.setDaemon(true);
              return thread;
            });
    try {
      int entries = background.submit(this::listLake).get(STORE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
      checks.add(
          new Check("object store", State.OK, options.lake + " lists " + entries + " entries", ""));
    } catch (ExecutionException e) {
      Throwable why = e.getCause();
      checks.add(
          new Check(
              "object store",
              State.BROKEN,
              options.lake + ": " + why.getMessage(),
              "Check bucket, region and credentials (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY or a profile), and --conf spark.hadoop.fs.s3a.endpoint."));
    } catch (TimeoutException e) {
      checks.add(
          new Check(
              "object store",
              State.BROKEN,
              options.lake + " gave no answer in " + STORE_TIMEOUT_SECONDS + " s",
              "Check the network and --conf spark.hadoop.fs.s3a.endpoint."));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      background.shutdownNow();
    }
  }

  private int listLake() throws IOException {
    Configuration configuration = new Configuration();
    configuration.setInt("fs.s3a.attempts.maximum", 2);
    configuration.setInt("fs.s3a.retry.limit", 2);
    options.conf.forEach(
        (name, value) -> {
          if (name.startsWith("spark.hadoop.")) {
            configuration.set(name.substring("spark.hadoop.".length()), value);
          }
        });
    org.apache.hadoop.fs.Path lake = new org.apache.hadoop.fs.Path(options.lake);
    try (FileSystem store = FileSystem.newInstance(lake.toUri(), configuration)) {
      if (!store.exists(lake)) {
        return 0;
      }
      FileStatus[] entries = store.listStatus(lake);
      return entries.length;
    }
  }

  private void print() {
    if (options.json) {
      ObjectMapper mapper = new ObjectMapper();
      ObjectNode root = mapper.createObjectNode();
      for (Check check : checks) {
        root.withArray("checks")
            .addObject()
            .put("subject", check.subject())
            .put("state", check.state().name().toLowerCase(Locale.ROOT))
            .put("seen", check.seen())
            .put("what_to_do", check.todo());
      }
      console.machineResult(root.toPrettyString() + "\n");
      return;
    }
    for (Check check : checks) {
      console.result(
          String.format(
              "%-8s %-24s %s",
              check.state().name().toLowerCase(Locale.ROOT), check.subject(), check.seen()));
      if (!check.todo().isEmpty()) {
        console.result(" ".repeat(34) + check.todo());
      }
    }
  }
}
