package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.ingest.IngestSettings;
import io.distributeddebug.jobs.ingest.SmallArchive;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.trace.Reconstruct;
import java.util.Optional;

/**
 * What a command that reads spans works on: a small local archive in memory, without Spark; a large
 * one in a lake of its own, which is removed afterwards; or the lake that is named.
 */
final class SpanSource {
  private final Command command;
  private final ArchiveOptions from;
  private final Console console;

  SpanSource(Command command, ArchiveOptions from, Console console) {
    this.command = command;
    this.from = from;
    this.console = console;
  }

  /** The two ways to the same answer. */
  interface Question {
    void ask(SmallArchive archive);

    void ask(Workbench workbench, LakeSnapshot lake);
  }

  void answer(Question question) {
    Optional<SmallArchive> small =
        from.archives.isEmpty() ? Optional.empty() : SmallArchive.read(settings());
    if (small.isPresent()) {
      sayWhatIsLeftOut(small.get());
      question.ask(small.get());
      return;
    }
    try (Workbench workbench =
        Workbench.over(command.common, from, command.surroundings(), console)) {
      if (from.archives.isEmpty()) {
        Reconstruct.bringUpToDate(workbench.lake(), workbench.progress());
      }
      question.ask(workbench, workbench.lake().pin());
    }
  }

  private IngestSettings settings() {
    return IngestSettings.of(from.archives).with(Mappings.of(from.mapping, command.surroundings()));
  }

  private void sayWhatIsLeftOut(SmallArchive archive) {
    if (archive.rejects() > 0) {
      console.warn(
          archive.rejects() + " records could not be read; ingest --explain FILE tells why.");
    }
    archive
        .skipped()
        .forEach(file -> console.warn("Skipped " + file.file() + ": " + file.reason()));
    if (archive.spans().isEmpty()) {
      throw UserError.usage(
          "Cannot find spans in " + String.join(", ", from.archives),
          "Give files with spans; ingest --explain FILE tells how one is read.");
    }
  }
}
