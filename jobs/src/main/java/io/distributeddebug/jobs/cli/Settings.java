package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options that the command line leaves out: from {@code DISTRIBUTED_DEBUG_*} variables, then the
 * {@code --config} file, then {@code conf/distributed-debug.properties}.
 */
final class Settings implements IDefaultValueProvider {
  private static final String FILE_NAME = "conf/distributed-debug.properties";

  private final Map<String, String> environment;
  private final List<Map<String, String>> files;

  private Settings(Map<String, String> environment, List<Map<String, String>> files) {
    this.environment = environment;
    this.files = files;
  }

  /**
   * @throws UserError if the settings file that was named is not there or cannot be read
   */
  static Settings read(Surroundings surroundings, List<String> arguments) {
    List<Map<String, String>> files = new ArrayList<>();
    Optional<String> named =
        optionIn(arguments, "--config")
            .or(() -> Optional.ofNullable(surroundings.environment().get(variable("config"))));
    named.ifPresent(
        path -> {
          Path file = surroundings.folder().resolve(path);
          if (!Files.isRegularFile(file)) {
            throw UserError.usage(
                "Cannot read settings file '" + path + "': it is not there or not a file",
                "Give the path of a file with lines such as time-window=15m.");
          }
          files.add(parse(file));
        });
    surroundings
        .home()
        .map(home -> home.resolve(FILE_NAME))
        .filter(Files::isRegularFile)
        .ifPresent(file -> files.add(parse(file)));
    return new Settings(surroundings.environment(), files);
  }

  /** Every option name that a settings file gives, each without its dashes. */
  List<String> namesInFiles() {
    return files.stream().flatMap(file -> file.keySet().stream()).distinct().sorted().toList();
  }

  @Override
  public String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
      return null;
    }
    String name = option.longestName().replaceFirst("^--", "");
    String fromEnvironment = environment.get(variable(name));
    if (fromEnvironment != null && !fromEnvironment.isBlank()) {
      return fromEnvironment;
    }
    return files.stream()
        .map(file -> file.get(name))
        .filter(value -> value != null && !value.isBlank())
        .findFirst()
        .orElse(null);
  }

  private static String variable(String option) {
    return "DISTRIBUTED_DEBUG_" + option.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private static Optional<String> optionIn(List<String> arguments, String option) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.startsWith(option + "=")) {
        return Optional.of(argument.substring(option.length() + 1));
      }
      if (argument.equals(option) && i + 1 < arguments.size()) {
        return Optional.of(arguments.get(i + 1));
      }
    }
    return Optional.empty();
  }

  private static Map<String, String> parse(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (MalformedInputException | IllegalArgumentException e) {
      throw UserError.usage(
          "Cannot read settings file '" + file + "': it is not a text of lines option=value",
          "Write it as UTF-8, a line an option, such as time-window=15m.");
    } catch (IOException e) {
      throw UserError.usage(
          "Cannot read settings file '" + file + "': " + e.getMessage(), "Check its permissions.");
    }
    Map<String, String> values = new TreeMap<>();
    properties.forEach((name, value) -> values.put(name.toString(), value.toString().strip()));
    return values;
  }
}
