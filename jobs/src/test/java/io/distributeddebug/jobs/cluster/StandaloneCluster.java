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
import java.util.concurrent.TimeUnit;

/**
 * Spark's standalone master and its workers, a process each, on this machine. The run-time layout
 * of the build is their SPARK_HOME.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path sparkHome;
  private final Path work;
  private final int port;
  private final List<Process> processes = new ArrayList<>();

  private StandaloneCluster(Path sparkHome, Path work, int port) {
    this.sparkHome = sparkHome;
    this.work = work;
    this.port = port;
  }

  /** One master and so many workers of one core each. */
  static StandaloneCluster start(Path sparkHome, Path work, int workers) {
    StandaloneCluster cluster =
        new StandaloneCluster(sparkHome.toAbsolutePath(), work.toAbsolutePath(), freePort());
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
    } catch (IOException e) {
      cluster.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  String url() {
    return "spark://127.0.0.1:" + port;
  }

  private void startProcess(String name, String mainClass, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", sparkHome.resolve("jars") + "/*", mainClass));
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
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      if (Files.readString(log(name)).contains(sentence)) {
        return;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while waiting for " + name, e);
      }
    }
    throw new IllegalStateException(
        "Cannot start " + name + " of the cluster:\n" + Files.readString(log(name)));
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
