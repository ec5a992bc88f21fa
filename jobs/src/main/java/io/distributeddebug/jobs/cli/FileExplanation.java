package io.distributeddebug.jobs.cli;

import io.distributeddebug.format.ArchiveReader;
import io.distributeddebug.format.Explanation;
import io.distributeddebug.format.Formats;
import io.distributeddebug.format.InvalidMappingException;
import io.distributeddebug.format.Limits;
import io.distributeddebug.format.MappedFormat;
import io.distributeddebug.format.ReadResult;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.ingest.FileContent;
import io.distributeddebug.redaction.Redaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code ingest --explain}: how one file would be read. Needs no Spark, stores nothing. */
final class FileExplanation {
  private static final int SHOWN = 20;

  private final IngestCommand asked;
  private final Console console;

  FileExplanation(IngestCommand asked, Console console) {
    this.asked = asked;
    this.console = console;
  }

  ExitCode run(String name) {
    Path file = asked.surroundings().folder().resolve(name.replaceFirst("^file:(//)?", ""));
    if (!Files.isRegularFile(file)) {
      throw UserError.usage(
          "Cannot explain '" + name + "': it is not there or not a file", "Give one local file.");
    }
    Explanation explanation;
    try {
      ArchiveReader reader = reader();
      explanation =
          Explanation.of(sink -> FileContent.local(file).read(reader, file.toString(), sink));
    } catch (IOException e) {
      throw UserError.failed(
          "Cannot read '" + name + "': " + e.getMessage(), "Check its permissions.", e);
    }
    if (asked.common.json) {
      console.machineResult(explanation.json() + "\n");
    } else {
      console.result(text(explanation));
    }
    return explanation.hasRecords() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static String text(Explanation explanation) {
    if (!(explanation.result() instanceof ReadResult.Read read)) {
      return "Would be skipped: " + explanation.skipped().orElse("no reason given");
    }
    StringBuilder text = new StringBuilder();
    text.append("Would be read as ").append(read.format());
    text.append(", container ").append(read.container()).append('\n');
    text.append(read.spans()).append(" spans, ").append(read.logs()).append(" logs, ");
    text.append(read.metricPoints()).append(" metric points, ");
    text.append(read.changes()).append(" changes, ");
    text.append(read.rejects()).append(" rejects");
    explanation.rejects().stream()
        .limit(SHOWN)
        .forEach(
            reject ->
                text.append("\nReject at ")
                    .append(reject.place())
                    .append(": ")
                    .append(reject.reject().reason()));
    explanation.skippedEntries().first().stream()
        .limit(SHOWN)
        .forEach(
            entry ->
                text.append("\nSkipped ")
                    .append(entry.entry())
                    .append(": ")
                    .append(entry.reason()));
    if (explanation.skippedEntries().count() > SHOWN) {
      text.append("\nSkipped in all ").append(explanation.skippedEntries().count());
    }
    explanation.sample().forEach(record -> text.append("\nRecord ").append(record));
    return text.toString();
  }

  private ArchiveReader reader() {
    Limits limits = Limits.STANDARD.withInflationRatio(asked.maxInflation);
    List<MappedFormat> mapped = new ArrayList<>();
    try {
      for (Map.Entry<String, String> mapping :
          Mappings.of(asked.mapping, asked.surroundings()).entrySet()) {
        mapped.add(MappedFormat.of(mapping.getKey(), mapping.getValue(), limits));
      }
    } catch (InvalidMappingException e) {
      throw UserError.usage(e.getMessage(), "Put that line of the mapping right.");
    }
    Formats all = Formats.standard(limits).preceded(mapped);
    Formats chosen =
        asked
            .format
            .map(
                name ->
                    all.only(name)
                        .orElseThrow(
                            () ->
                                UserError.usage(
                                    "Unknown format '" + name + "'",
                                    "There are: " + String.join(", ", all.names()) + ".")))
            .orElse(all);
    return new ArchiveReader(chosen, limits, Redaction.standard());
  }
}
