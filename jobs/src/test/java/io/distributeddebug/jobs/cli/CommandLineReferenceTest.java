package io.distributeddebug.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The reference of the command line leaves nothing out. */
class CommandLineReferenceTest {
  @Test
  void thePageNamesEveryCommandAndEveryOptionOfTheInvestigation() throws IOException {
    String page = Files.readString(Path.of("../docs/reference/command-line.md"));
    CommandLine commandLine = DistributedDebug.commandLine(Surroundings.ofThisProcess());

    assertThat(commandLine.getSubcommands().keySet())
        .allSatisfy(command -> assertThat(page).contains("| `" + command));
    assertThat(commandLine.getCommandSpec().options())
        .allSatisfy(option -> assertThat(page).contains("`" + option.longestName()));
  }
}
