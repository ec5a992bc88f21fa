package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "ingest",
    sortOptions = false,
    description = "Take archives of spans, logs and metrics into the lake, each file once.")
final class IngestCommand extends Command {
  @Parameters(
      arity = "0..*",
      paramLabel = "ARCHIVE",
      description = "Files, folders or globs, local or s3a://.")
  List<String> archives = new ArrayList<>();

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "How to read a house format (default: those in conf/mappings, by content).")
  Optional<Path> mapping;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "Read every file as this format (default: found by content).")
  Optional<String> format;

  @Option(
      names = "--max-reject-ratio",
      paramLabel = "RATIO",
      defaultValue = "0.1",
      description = "Store nothing where more cannot be read (default: ${DEFAULT-VALUE}).")
  double maxRejectRatio;

  @Option(
      names = "--max-inflation",
      paramLabel = "RATIO",
      defaultValue = "200",
      description = "Stop reading what unpacks to more than this (default: ${DEFAULT-VALUE}).")
  int maxInflation;

  @Option(
      names = "--single-writer",
      description =
          "For stores that cannot tell two writers apart: you see to it that there is one.")
  boolean singleWriter;

  @Option(
      names = "--explain",
      paramLabel = "FILE",
      description = "Store nothing: show how this file would be read, and why not.")
  Optional<String> explain;

  @Override
  void check() {
    if (explain.isEmpty() && archives.isEmpty()) {
      throw UserError.usage("Cannot ingest: no archive is named", "Name files, folders or globs.");
    }
    if (!(maxRejectRatio >= 0 && maxRejectRatio <= 1)) {
      throw UserError.usage(
          "Invalid value for --max-reject-ratio: " + maxRejectRatio, "It lies in 0 to 1.");
    }
    if (maxInflation < 1) {
      throw UserError.usage(
          "Invalid value for --max-inflation: " + maxInflation, "It is 1 or more.");
    }
  }

  @Override
  ExitCode run(Console console) {
    return explain.isPresent()
        ? new FileExplanation(this, console).run(explain.get())
        : new IngestRun(this, console).run();
  }
}
