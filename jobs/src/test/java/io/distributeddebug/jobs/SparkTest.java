package io.distributeddebug.jobs;

import io.distributeddebug.jobs.lake.LakeSession;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session that all tests of a JVM share: {@code local[2]}, the product's settings, fewer
 * shuffle partitions. It ends with the JVM.
 */
public interface SparkTest {
  static SparkSession spark() {
    return LakeSession.open(Optional.of("local[2]"), Map.of("spark.sql.shuffle.partitions", "4"));
  }

  /** Hadoop's settings of that session. */
  static Configuration hadoop() {
    return spark().sparkContext().hadoopConfiguration();
  }
}
