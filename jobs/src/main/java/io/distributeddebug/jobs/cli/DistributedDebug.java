package io.distributeddebug.jobs.cli;

import io.distributeddebug.incident.Durations;
import io.distributeddebug.incident.NearestNames;
import io.distributeddebug.jobs.fault.UserError;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry: options in, exit code out. */
public final class DistributedDebug {
  private final Surroundings surroundings;
  private final PrintWriter out;
  private final PrintWriter err;

  DistributedDebug(Surroundings surroundings, PrintWriter out, PrintWriter err) {
    this.surroundings = surroundings;
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Interruption interruption = Interruption.watch(err);
    int code = new DistributedDebug(Surroundings.ofThisProcess(), out, err).run(arguments);
    out.flush();
    err.flush();
    interruption.endsNormally();
    System.exit(code);
  }

  /** The whole command line with all its subcommands. */
  static CommandLine commandLine(Surroundings surroundings) {
    CommandLine root = new CommandLine(standing(new InvestigateCommand(), surroundings));
    addSubcommands(root, Commands.standard(), surroundings);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setAbbreviatedOptionsAllowed(false);
    root.setUsageHelpAutoWidth(true);
    root.registerConverter(Duration.class, Durations::parse);
    return root;
  }

  private static void addSubcommands(
      CommandLine parent, List<Command> commands, Surroundings surroundings) {
    for (Command command : commands) {
      CommandLine child = new CommandLine(standing(command, surroundings));
      parent.addSubcommand(child);
      addSubcommands(child, command.subcommands(), surroundings);
    }
  }

  private static Command standing(Command command, Surroundings surroundings) {
    command.standIn(surroundings);
    return command;
  }

  int run(String... arguments) {
    CommandLine commandLine = commandLine(surroundings);
    commandLine.setOut(out).setErr(err);
    commandLine.setParameterExceptionHandler((problem, ignored) -> usageError(problem));
    commandLine.setExecutionExceptionHandler(
        (problem, failed, result) -> failure(problem, failed.getCommandSpec().userObject()));
    try {
      Settings settings = Settings.read(surroundings, List.of(arguments));
      checkNames(settings, commandLine);
      commandLine.setDefaultValueProvider(settings);
      if (arguments.length == 0) {
        commandLine.usage(err);
        return ExitCode.WRONG_USAGE.code();
      }
      return commandLine.execute(arguments);
    } catch (UserError e) {
      return failure(e, new Object());
    } catch (Error e) {
      // Out of memory, a missing library, and Hadoop's FSError of a full disk: picocli lets them
      // by.
      return failure(e, new Object());
    }
  }

  private static void checkNames(Settings settings, CommandLine commandLine) {
    List<String> known =
        withSubcommands(commandLine)
            .flatMap(command -> command.getCommandSpec().options().stream())
            .map(option -> option.longestName().replaceFirst("^--", ""))
            .distinct()
            .toList();
    for (String name : settings.namesInFiles()) {
      if (!known.contains(name)) {
        throw UserError.usage(
            "Unknown setting '" + name + "' in the settings file",
            didYouMean(name, known).orElse("See --help for the options there are."));
      }
    }
  }

  private static Stream<CommandLine> withSubcommands(CommandLine root) {
    return Stream.concat(
        Stream.of(root),
        root.getSubcommands().values().stream().flatMap(DistributedDebug::withSubcommands));
  }

  private int usageError(ParameterException problem) {
    CommandLine command = problem.getCommandLine();
    Console console = console(command.getCommandSpec().userObject());
    String help = "See " + command.getCommandSpec().qualifiedName() + " --help.";
    if (problem instanceof UnmatchedArgumentException unmatched) {
      String argument = unmatched.getUnmatched().get(0);
      if (argument.startsWith("-")) {
        String name = argument.replaceFirst("=.*", "");
        console.error(
            "Unknown option '" + name + "'", didYouMean(name, optionNames(command)).orElse(help));
      } else {
        console.error(
            "Cannot make sense of '" + argument + "': there is one argument too many",
            command.getParent() == null ? "Put the issue description in quotes." : help);
      }
    } else {
      Throwable cause = problem.getCause();
      String message =
          cause instanceof IllegalArgumentException && cause.getMessage() != null
              ? cause.getMessage() + optionOf(problem)
              : problem.getMessage();
      console.error(message, help);
    }
    return ExitCode.WRONG_USAGE.code();
  }

  private static String optionOf(ParameterException problem) {
    return problem.getArgSpec() instanceof OptionSpec option
        ? " (" + option.longestName() + ")"
        : "";
  }

  private static List<String> optionNames(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .flatMap(option -> Arrays.stream(option.names()))
        .toList();
  }

  private static Optional<String> didYouMean(String typed, List<String> known) {
    return NearestNames.of(known).to(typed, 1).stream()
        .findFirst()
        .map(nearest -> "Did you mean '" + nearest + "'?");
  }

  private int failure(Throwable problem, Object command) {
    if (Interruption.isShuttingDown()) {
      Failure.log(problem);
      return ExitCode.INTERRUPTED.code();
    }
    Console console = console(command);
    if (problem instanceof UserError error) {
      console.error(error.getMessage(), error.hint());
      if (error.getCause() != null) {
        Failure.log(error);
      }
      return error.exitCode();
    }
    Failure failure = Failure.of(problem);
    console.error(failure.what(), failure.whatToDo(surroundings.logFile()));
    Failure.log(problem);
    return ExitCode.FAILED.code();
  }

  private Console console(Object command) {
    CommonOptions options =
        command instanceof Command known && known.common != null
            ? known.common
            : new CommonOptions();
    return surroundings.console(options, out, err);
  }

  /** The version of the jar; "development" where it runs from class folders. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = DistributedDebug.class.getPackage().getImplementationVersion();
      return new String[] {
        "distributed-debug " + (version == null ? "development" : version),
        "Java " + Runtime.version()
      };
    }
  }
}
