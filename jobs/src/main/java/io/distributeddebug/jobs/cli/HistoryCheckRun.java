package io.distributeddebug.jobs.cli;

import io.distributeddebug.consistency.Conclusion;
import io.distributeddebug.consistency.Question;
import io.distributeddebug.consistency.Verdict;
import io.distributeddebug.history.HistoryFormat;
import io.distributeddebug.history.HistoryFormats;
import io.distributeddebug.history.HistoryPart;
import io.distributeddebug.history.MalformedHistoryException;
import io.distributeddebug.jobs.fault.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks histories one after the other; one that cannot be read does not keep the others back. */
final class HistoryCheckRun {
  private final HistoryCheckCommand asked;
  private final Console console;

  HistoryCheckRun(HistoryCheckCommand asked, Console console) {
    this.asked = asked;
    this.console = console;
  }

  ExitCode run() {
    VerdictForm form =
        asked.common.json
            ? VerdictForm.JSON
            : asked.files.size() == 1 ? VerdictForm.WHOLE : VerdictForm.LINE;
    boolean violated = false;
    boolean undecided = false;
    boolean unreadable = false;
    for (String file : asked.files) {
      try {
        Verdict verdict = verdict(file);
        form.print(file, verdict, console);
        violated |= verdict.conclusion() == Conclusion.VIOLATED;
        undecided |=
            verdict.conclusion() == Conclusion.UNKNOWN
                || verdict.conclusion() == Conclusion.NOT_CHECKABLE;
      } catch (UserError e) {
        console.error(e.getMessage(), e.hint());
        unreadable = true;
      }
    }
    if (unreadable) {
      return ExitCode.WRONG_USAGE;
    }
    return violated ? ExitCode.FAILED : undecided ? ExitCode.UNDECIDED : ExitCode.DONE;
  }

  private Verdict verdict(String file) {
    Question question =
        new Question(
            asked.chosenModel(), asked.chosenLevel(), asked.chosenRecord(), asked.budget());
    try {
      List<HistoryPart> parts = parts(file);
      return question.ask(format(file, parts).read(parts));
    } catch (MalformedHistoryException e) {
      throw UserError.usage(
          "Cannot read '" + file + "': " + e.getMessage(),
          "See docs/reference/history.md for the formats there are.");
    } catch (OutOfMemoryError e) {
      return Verdict.unknown(
          question.level().map(level -> level.word()).orElse("unknown"),
          0,
          String.format(
              Locale.ROOT, "%,d MB of memory are used up", Runtime.getRuntime().maxMemory() >> 20));
    }
  }

  private HistoryFormat format(String file, List<HistoryPart> parts) {
    return asked
        .chosenFormat()
        .or(() -> parts.stream().findFirst().flatMap(HistoryFormats::recognized))
        .orElseThrow(
            () ->
                UserError.usage(
                    "Cannot tell the format of '" + file + "' from its content",
                    "Name it with --format; there are: "
                        + HistoryFormats.standard().stream()
                            .map(HistoryFormat::name)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /** The file, or the files of a folder that make up one history, by name. */
  private List<HistoryPart> parts(String name) {
    Path path = asked.surroundings().folder().resolve(name.replaceFirst("^file:(//)?", ""));
    if (!Files.exists(path)) {
      throw UserError.usage("Cannot read '" + name + "': it is not there", "Check the path.");
    }
    List<HistoryPart> parts = new ArrayList<>();
    try {
      for (Path file : Files.isDirectory(path) ? filesIn(path) : List.of(path)) {
        parts.add(new HistoryPart(file.getFileName().toString(), Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw UserError.usage(
          "Cannot read '" + name + "': " + e.getMessage(), "Check its permissions.");
    }
    if (parts.isEmpty()) {
      throw UserError.usage(
          "Cannot read '" + name + "': the folder holds no history",
          "A folder holds the .log files of cobra, or history.bincode of dbcop.");
    }
    return parts;
  }

  private List<Path> filesIn(Path folder) throws IOException {
    List<String> suffixes =
        asked.chosenFormat().map(List::of).orElseGet(HistoryFormats::standard).stream()
            .map(HistoryFormat::partSuffix)
            .filter(suffix -> !suffix.isEmpty())
            .toList();
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
      Optional<String> suffix =
          suffixes.stream()
              .filter(end -> sorted.stream().anyMatch(file -> file.toString().endsWith(end)))
              .findFirst();
      return sorted.stream()
          .filter(file -> suffix.isPresent() && file.toString().endsWith(suffix.get()))
          .toList();
    }
  }
}
