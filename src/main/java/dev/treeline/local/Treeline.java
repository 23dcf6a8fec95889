package dev.treeline.local;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command line as a function: arguments in, exit status out.
@Command(
    name = "treeline",
    description = "XGBoost models: served, captured, watched for drift.",
    footer = {"", "Exit status: 0 done, 1 failed, 2 misuse, 3 violations found (monitor)."},
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class Treeline implements Runnable {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int MISUSED = 2;
  static final int VIOLATIONS = 3;

  @Spec private CommandSpec spec = CommandSpec.create();

  private Treeline() {}

  /// Runs one command.
  ///
  /// @return 0 done, 1 the work failed, 2 misuse, 3 violations found where it was asked for
  static int run(World world, String... args) {
    return commandLine(world).execute(args);
  }

  /// The command line, ready to parse.
  static CommandLine commandLine(World world) {
    return new CommandLine(new Treeline())
        .addSubcommand(new ServeCommand(world))
        .addSubcommand(new TrainCommand(world))
        .addSubcommand(new ImportCommand(world))
        .addSubcommand(new InspectCommand(world))
        .addSubcommand(new VerifyCommand(world))
        .addSubcommand(new BaselineCommand(world))
        .addSubcommand(new MonitorCommand(world))
        .addSubcommand(new AcceptCommand(world))
        .addSubcommand(new ScoreCommand(world))
        .addSubcommand(new ExplainCommand(world))
        .addSubcommand(new NewCommand(world))
        .addSubcommand(new DoctorCommand(world))
        .addSubcommand(new CostCommand(world))
        .addSubcommand(new HelpCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(new OutputStreamWriter(world.out(), StandardCharsets.UTF_8), true))
        .setErr(new PrintWriter(new OutputStreamWriter(world.err(), StandardCharsets.UTF_8), true))
        .setParameterExceptionHandler(Treeline::misused)
        .setExecutionExceptionHandler(
            (problem, command, parsed) -> Failure.report(problem, world.err()));
  }

  /// Without a command: says which there are.
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing a command.");
  }

  private static int misused(ParameterException problem, String[] args) {
    PrintWriter err = problem.getCommandLine().getErr();
    err.println("treeline: " + problem.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(problem, err);
    problem.getCommandLine().usage(err);
    return MISUSED;
  }
}
