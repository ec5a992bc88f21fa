package io.distributeddebug.jobs.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Spark's standalone master and its workers, a process each, on this machine. Their SPARK_HOME has
 * the jars of Spark alone, as on a cluster that knows nothing of us.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TASK_BEGINS = "Running task ";

  private final Path sparkHome;
  private final Path work;
  private final int port;
  private final List<Process> processes = new ArrayList<>();

  private StandaloneCluster(Path sparkHome, Path work, int port) {
    this.sparkHome = sparkHome;
    this.work = work;
    this.port = port;
  }

  /**
   * One master and so many workers of one core each.
   *
   * @param layout the run-time layout of the build
   * @param work an empty folder
   */
  static StandaloneCluster start(Path layout, Path work, int workers) throws IOException {
    StandaloneCluster cluster =
        new StandaloneCluster(
            sparkAlone(layout, work.resolve("spark")), work.toAbsolutePath(), freePort());
    try {
      cluster.startProcess(
          "master",
          "org.apache.spark.deploy.master.Master",
          "--host",
          "127.0.0.1",
          "--port",
          Integer.toString(cluster.port),
          "--webui-port",
          "0");
      cluster.await("master", "I have been elected leader");
      for (int worker = 1; worker <= workers; worker++) {
        cluster.startProcess(
            "worker-" + worker,
            "org.apache.spark.deploy.worker.Worker",
            "--host",
            "127.0.0.1",
            "--webui-port",
            "0",
            "--cores",
            "1",
            "--memory",
            "1500m",
            "--work-dir",
            cluster.work.resolve("worker-" + worker).toString(),
            cluster.url());
        cluster.await("worker-" + worker, "Successfully registered with master");
      }
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private static Path sparkAlone(Path layout, Path home) throws IOException {
    Set<String> handedOver =
        Set.of(Files.readString(layout.resolve("jars-for-workers")).strip().split(","));
    Path jars = Files.createDirectories(home.resolve("jars"));
    try (Stream<Path> all = Files.list(layout.resolve("jars"))) {
      for (Path jar : all.toList()) {
        String name = jar.getFileName().toString();
        if (!name.startsWith("jobs-") && !handedOver.contains("jars/" + name)) {
          Files.createSymbolicLink(jars.resolve(name), jar.toAbsolutePath().normalize());
        }
      }
    }
    return home.toAbsolutePath();
  }

  String url() {
    return "spark://127.0.0.1:" + port;
  }

  /** How many tasks each worker's executors have begun, as their logs tell. */
  List<Long> tasksOfEachWorker() throws IOException {
    List<Long> tasks = new ArrayList<>();
    try (Stream<Path> workers = Files.list(work)) {
      for (Path worker : workers.filter(StandaloneCluster::isOfWorker).sorted().toList()) {
        tasks.add(
            executorLogs(worker).stream()
                .flatMap(String::lines)
                .filter(line -> line.contains(TASK_BEGINS))
                .count());
      }
    }
    return tasks;
  }

  /** SIGKILL to an executor that has begun a task since this was called. */
  void killAnExecutorAtWork() throws IOException {
    long before = tasksOfEachWorker().stream().mapToLong(Long::longValue).sum();
    waitUntil(
        "an executor at work",
        () -> tasksOfEachWorker().stream().mapToLong(Long::longValue).sum() > before);
    ProcessHandle executor =
        processes.stream()
            .flatMap(Process::descendants)
            .filter(ProcessHandle::isAlive)
            .findFirst()
            .orElseThrow();
    executor.destroyForcibly();
  }

  private static boolean isOfWorker(Path path) {
    return Files.isDirectory(path) && path.getFileName().toString().startsWith("worker-");
  }

  private static List<String> executorLogs(Path worker) throws IOException {
    List<String> logs = new ArrayList<>();
    try (Stream<Path> files = Files.walk(worker)) {
      for (Path file : files.filter(file -> file.endsWith("stderr")).toList()) {
        logs.add(Files.readString(file));
      }
    }
    return logs;
  }

  private void startProcess(String name, String mainClass, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", sparkHome.resolve("jars") + "/*", mainClass));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .putAll(
            Map.of(
                "SPARK_HOME", sparkHome.toString(),
                "SPARK_SCALA_VERSION", "2.13",
                "SPARK_LOCAL_IP", "127.0.0.1"));
    builder.directory(work.toFile());
    builder.redirectErrorStream(true).redirectOutput(log(name).toFile());
    processes.add(builder.start());
  }

  private void await(String name, String sentence) throws IOException {
    waitUntil(
        name + " of the cluster, whose log is " + log(name),
        () -> Files.readString(log(name)).contains(sentence));
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void waitUntil(String what, Condition condition) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "Cannot wait longer than " + PATIENCE.toSeconds() + " s for " + what);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while waiting for " + what, e);
      }
    }
  }

  private Path log(String name) {
    return work.resolve(name + ".log");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
