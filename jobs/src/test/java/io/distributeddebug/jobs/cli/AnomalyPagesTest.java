package io.distributeddebug.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.consistency.AnomalyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages about anomalies: each kind has one, and its example gives what it shows. */
class AnomalyPagesTest {
  private static final Path REPOSITORY = Path.of("..");
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "`([\\w.]+)`:\\n```\\n(.*?\\n)```\\n```console\\n\\$ distributed-debug (.*?)\\n(.*?\\n)```",
          Pattern.DOTALL);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void theExampleOfAPageGivesWhatItShows(AnomalyKind kind) throws IOException {
    String page = Files.readString(REPOSITORY.resolve(kind.page()));
    Matcher example = EXAMPLE.matcher(page);
    assertThat(example.find()).as("the example of " + kind.page()).isTrue();
    Files.writeString(folder.resolve(example.group(1)), example.group(2));

    CommandLineHarness.Outcome outcome =
        CommandLineHarness.in(folder).run(example.group(3).split(" "));

    assertThat(outcome.out()).isEqualTo(example.group(4));
    assertThat(outcome.out()).contains("\n" + kind.word());
    assertThat(outcome.code()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void aPageSaysWhatItNeedsWhatItCannotSeeAndWhatToDo(AnomalyKind kind) throws IOException {
    assertThat(Files.readAllLines(REPOSITORY.resolve(kind.page())))
        .contains(
            "## An example",
            "## What it needs in telemetry",
            "## What it cannot see",
            "## What to do",
            kind.advice());
  }

  @Test
  void everyPageIsAboutAKindAndInTheList() throws IOException {
    Path pages = REPOSITORY.resolve("docs/explanation/anomalies");
    List<String> kinds = Stream.of(AnomalyKind.values()).map(AnomalyKind::word).sorted().toList();
    try (Stream<Path> files = Files.list(pages)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString().replace(".md", ""))
                  .filter(name -> !name.equals("README"))
                  .sorted())
          .isEqualTo(kinds);
    }
    String list = Files.readString(pages.resolve("README.md"));
    for (String kind : kinds) {
      assertThat(list).contains("[" + kind + "](" + kind + ".md)");
    }
  }
}
