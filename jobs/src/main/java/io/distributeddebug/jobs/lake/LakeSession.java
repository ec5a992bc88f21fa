package io.distributeddebug.jobs.lake;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;

/** The Spark session that every command and test uses: all settings, in one place. */
public final class LakeSession {
  private static final Pattern LOCAL_MASTER =
      Pattern.compile("local(?:\\[(\\d+|\\*)(?:,.*)?\\])?", Pattern.CASE_INSENSITIVE);

  /** Property of the launcher: the jars that Spark does not bring, separated by commas. */
  private static final String JARS = "distributeddebug.jars";

  /**
   * Opens the session, or hands out the one that this JVM has.
   *
   * @param master where Spark runs; empty leaves it to {@code spark-submit}, else {@code local[*]}
   * @param conf the user's own settings, which win over ours
   */
  public static SparkSession open(Optional<String> master, Map<String, String> conf) {
    String where =
        master.or(() -> Optional.ofNullable(System.getProperty("spark.master"))).orElse("local[*]");
    SparkSession.Builder builder = SparkSession.builder().appName("distributed-debug");
    settings(where, System.getenv()).forEach(builder::config);
    // A cluster's workers have their own Spark, and are handed the rest; spark-submit does it too.
    if (localCores(where).isEmpty() && System.getProperty("spark.jars") == null) {
      Optional.ofNullable(System.getProperty(JARS))
          .ifPresent(jars -> builder.config("spark.jars", jars));
    }
    conf.forEach(builder::config);
    return builder.getOrCreate();
  }

  /** Our settings for a master, before the user's own. */
  static SortedMap<String, String> settings(String master, Map<String, String> environment) {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("spark.master", master);
    settings.put("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
    settings.put(
        "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    settings.put("spark.ui.enabled", "false");
    settings.put("spark.ui.showConsoleProgress", "false");
    settings.put("spark.sql.session.timeZone", "UTC");
    settings.put("spark.sql.parquet.compression.codec", "zstd");
    settings.put("spark.hadoop.parquet.page.verify-checksum.enabled", "true");
    settings.put("spark.databricks.delta.snapshotPartitions", "2");
    settings.put("spark.databricks.delta.commit.idempotencyCheck.enabled", "true");
    // Our reads name their files: listing them again in a Spark job would cost more than it tells.
    settings.put("spark.sql.sources.parallelPartitionDiscovery.threshold", "512");
    settings.put(
        "spark.redaction.regex", "(?i)secret|password|token|access[.]?key|credential|passphrase");
    settings.putAll(logStores());
    settings.putAll(objectStore(environment));
    localCores(master)
        .ifPresent(
            cores -> {
              settings.put("spark.sql.shuffle.partitions", Integer.toString(4 * cores));
              settings.put("spark.driver.host", "127.0.0.1");
              settings.put("spark.driver.bindAddress", "127.0.0.1");
            });
    return settings;
  }

  /** Spark's and Kernel's log stores, for both schemes: one left out would lose commits. */
  static SortedMap<String, String> logStores() {
    SortedMap<String, String> stores = new TreeMap<>();
    for (String prefix : new String[] {"spark.delta", "spark.hadoop.io.delta.kernel"}) {
      stores.put(prefix + ".logStore.s3a.impl", ConditionalLogStore.class.getName());
      stores.put(prefix + ".logStore.file.impl", LinkingLogStore.class.getName());
    }
    return stores;
  }

  private static SortedMap<String, String> objectStore(Map<String, String> environment) {
    SortedMap<String, String> s3a = new TreeMap<>();
    StringBuilder providers =
        new StringBuilder(
            "org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider,"
                + "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider,"
                + "software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider,"
                + "software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider");
    if (environment.containsKey("AWS_WEB_IDENTITY_TOKEN_FILE")) {
      providers.append(
          ",software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider");
    }
    // Only when asked: it calls 169.254.169.254, which a machine outside a cloud waits for.
    if ("true".equals(environment.get("DISTRIBUTED_DEBUG_S3_INSTANCE_CREDENTIALS"))) {
      providers.append(",org.apache.hadoop.fs.s3a.auth.IAMInstanceCredentialsProvider");
    }
    s3a.put("spark.hadoop.fs.s3a.aws.credentials.provider", providers.toString());
    s3a.put(
        "spark.hadoop.fs.s3a.endpoint.region",
        first(environment, "DISTRIBUTED_DEBUG_S3_REGION", "AWS_REGION", "AWS_DEFAULT_REGION")
            .orElse("us-east-1"));
    // Hadoop's newer stream gives up when a connection breaks in the middle of an object.
    s3a.put("spark.hadoop.fs.s3a.input.stream.type", "classic");
    // A busy store is waited for, but not for Hadoop's twenty doubling pauses, which take a day.
    s3a.put("spark.hadoop.fs.s3a.retry.throttle.limit", "9");
    // A wrong key, bucket or host is said within seconds, not after Hadoop's default of minutes.
    s3a.put("spark.hadoop.fs.s3a.attempts.maximum", "3");
    s3a.put("spark.hadoop.fs.s3a.retry.limit", "3");
    s3a.put("spark.hadoop.fs.s3a.connection.establish.timeout", "5s");
    first(environment, "DISTRIBUTED_DEBUG_S3_ENDPOINT", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
        .ifPresent(
            endpoint -> {
              s3a.put("spark.hadoop.fs.s3a.endpoint", endpoint);
              s3a.put("spark.hadoop.fs.s3a.path.style.access", "true");
              s3a.put(
                  "spark.hadoop.fs.s3a.connection.ssl.enabled",
                  Boolean.toString(!endpoint.toLowerCase(Locale.ROOT).startsWith("http://")));
            });
    return s3a;
  }

  private static Optional<Integer> localCores(String master) {
    Matcher local = LOCAL_MASTER.matcher(master);
    if (!local.matches()) {
      return Optional.empty();
    }
    if (local.group(1) == null) {
      return Optional.of(1);
    }
    return Optional.of(
        local.group(1).equals("*")
            ? Runtime.getRuntime().availableProcessors()
            : Integer.parseInt(local.group(1)));
  }

  private static Optional<String> first(Map<String, String> environment, String... names) {
    for (String name : names) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  private LakeSession() {}
}
