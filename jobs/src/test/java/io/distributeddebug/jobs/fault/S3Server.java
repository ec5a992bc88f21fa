package io.distributeddebug.jobs.fault;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;

/**
 * A real object store for tests: s3proxy over a local folder, in a process of its own, with checked
 * signatures. A bucket is a folder of the base folder.
 */
public final class S3Server implements AutoCloseable {
  public static final String KEY = "tests-access-key";
  public static final String SECRET = "tests-secret-0123456789";

  private static final long START_SECONDS = 60;

  private final Process process;
  private final Path base;
  private final int port;

  private S3Server(Process process, Path base, int port) {
    this.process = process;
    this.base = base;
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @param folder empty; buckets lie under it
   */
  public static S3Server start(Path folder) {
    return start(folder, "aws-v2-or-v4");
  }

  /** Starts one that lets anybody in, so that a proxy may change what is signed. */
  public static S3Server startOpen(Path folder) {
    return start(folder, "none");
  }

  private static S3Server start(Path folder, String authorization) {
    try {
      Path base = Files.createDirectories(folder.resolve("buckets"));
      int port = freePort();
      Path settings = folder.resolve("s3proxy.properties");
      Files.writeString(
          settings,
          String.join(
              "\n",
              "s3proxy.endpoint=http://127.0.0.1:" + port,
              "s3proxy.authorization=" + authorization,
              "s3proxy.identity=" + KEY,
              "s3proxy.credential=" + SECRET,
              "jclouds.provider=filesystem-nio2",
              "jclouds.filesystem.basedir=" + base));
      Process process =
          new ProcessBuilder(
                  System.getProperty("java.home")
                      + File.separator
                      + "bin"
                      + File.separator
                      + "java",
                  "-Xmx256m",
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-jar",
                  Path.of("target", "s3proxy", "s3proxy.jar").toAbsolutePath().toString(),
                  "--properties",
                  settings.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("s3proxy.log").toFile())
              .start();
      S3Server server = new S3Server(process, base, port);
      server.awaitAnswer(folder.resolve("s3proxy.log"));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /** Where a bucket's objects lie as files. */
  public Path folderOf(String bucket) {
    return base.resolve(bucket);
  }

  /** Makes a bucket, and tells Hadoop how to reach it. */
  public void bucket(String bucket, Configuration configuration) {
    try {
      Files.createDirectories(folderOf(bucket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reach(bucket, KEY, SECRET, configuration);
  }

  /** Tells Hadoop to look for a bucket here with such credentials. */
  public void reach(String bucket, String key, String secret, Configuration configuration) {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("endpoint", endpoint());
    settings.put("access.key", key);
    settings.put("secret.key", secret);
    settings.put("path.style.access", "true");
    settings.put("connection.ssl.enabled", "false");
    settings.forEach(
        (name, value) -> configuration.set("fs.s3a.bucket." + bucket + "." + name, value));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitAnswer(Path log) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        close();
        throw new IOException("Cannot start s3proxy: " + Files.readString(log));
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
