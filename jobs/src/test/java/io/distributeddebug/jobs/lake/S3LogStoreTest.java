package io.distributeddebug.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.distributeddebug.jobs.SparkTest;
import io.distributeddebug.jobs.fault.S3Server;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3LogStoreTest {
  private static final int RACES = 50;
  private static final int WRITERS = 4;

  @TempDir static java.nio.file.Path folder;
  private static S3Server server;
  private static Configuration configuration;

  @BeforeAll
  static void startStore() {
    server = S3Server.start(folder);
    configuration = new Configuration(SparkTest.spark().sparkContext().hadoopConfiguration());
    server.bucket("races", configuration);
  }

  @AfterAll
  static void stopStore() {
    server.close();
  }

  @Test
  void letsExactlyOneOfSeveralWritersWinEachVersion() throws Exception {
    ConditionalLogStore store = new ConditionalLogStore(configuration);
    CyclicBarrier start = new CyclicBarrier(WRITERS);
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<Future<List<Boolean>>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      String line = "writer " + i;
      writers.add(
          threads.submit(
              () -> {
                List<Boolean> won = new ArrayList<>();
                for (int race = 0; race < RACES; race++) {
                  start.await();
                  won.add(writes(store, version(race), line));
                }
                return won;
              }));
    }
    threads.shutdown();
    for (int race = 0; race < RACES; race++) {
      List<Integer> winners = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        if (writers.get(i).get().get(race)) {
          winners.add(i);
        }
      }
      assertThat(winners).as("winners of version %d", race).hasSize(1);
      assertThat(Files.readString(server.folderOf("races").resolve(name(race))))
          .isEqualTo("writer " + winners.get(0) + "\n");
    }
  }

  @Test
  void takesItsOwnCommitForWrittenWhenTheAnswerWasLost() throws IOException {
    ConditionalLogStore store = new ConditionalLogStore(configuration);
    Path path = new Path("s3a://races/lost/" + name(0));
    store.write(path, List.of("mine").iterator(), false, configuration);
    assertThatCode(() -> store.write(path, List.of("mine").iterator(), false, configuration))
        .doesNotThrowAnyException();
  }

  @Test
  void passesTheProbeAndLeavesNothingOfIt() {
    Path own = new Path("s3a://races/probed");
    assertThatCode(() -> StoreProbe.check(own.getFileSystem(configuration), own, configuration))
        .doesNotThrowAnyException();
    assertThat(server.folderOf("races").resolve("probed"))
        .satisfiesAnyOf(
            left -> assertThat(left).doesNotExist(), left -> assertThat(left).isEmptyDirectory());
  }

  private static Path version(int number) {
    return new Path("s3a://races/" + name(number));
  }

  private static String name(int version) {
    return String.format(Locale.ROOT, "_delta_log/%020d.json", version);
  }

  private static boolean writes(ConditionalLogStore store, Path path, String line)
      throws IOException {
    try {
      store.write(path, List.of(line).iterator(), false, configuration);
      return true;
    } catch (FileAlreadyExistsException lost) {
      return false;
    }
  }
}
