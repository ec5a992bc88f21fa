package io.distributeddebug.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogStoreRaceTest {
  private static final int RACES = 200;
  private static final int WRITERS = 4;

  @TempDir java.nio.file.Path folder;

  @Test
  void letsExactlyOneOfSeveralWritersWinEachVersionOfALocalLog() throws Exception {
    Configuration configuration = new Configuration(false);
    LinkingLogStore store = new LinkingLogStore(configuration);
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
                  won.add(writes(store, version(race), line, configuration));
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
      assertThat(Files.readString(java.nio.file.Path.of(version(race).toUri().getPath())))
          .isEqualTo("writer " + winners.get(0) + "\n");
    }
    try (var left = Files.list(folder)) {
      assertThat(left.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  private Path version(int number) {
    return new Path(folder.resolve(String.format("%020d.json", number)).toUri());
  }

  private static boolean writes(
      LinkingLogStore store, Path path, String line, Configuration configuration)
      throws IOException {
    try {
      store.write(path, List.of(line).iterator(), false, configuration);
      return true;
    } catch (FileAlreadyExistsException lost) {
      return false;
    }
  }
}
