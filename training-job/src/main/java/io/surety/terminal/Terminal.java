package io.surety.terminal;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** The program that people type: its commands, its help, its errors and its exit codes. */
public final class Terminal {

  private Terminal() {}

  /**
   * The command line with the commands of this module.
   *
   * @param first commands of the program around it, listed before the others
   */
  public static CommandLine commandLine(Session session, List<Object> first) {
    CommandLine line = new CommandLine(new SuretyCommand());
    first.forEach(line::addSubcommand);
    line.addSubcommand(new BeginCommand(session))
        .addSubcommand(new SimulateCommand(session))
        .addSubcommand(new IngestCommand(session))
        .addSubcommand(new ExportFeaturesCommand(session))
        .addSubcommand(new TrainCommand(session))
        .addSubcommand(new ImportCommand(session))
        .addSubcommand(new OutcomesCommand(session))
        .addSubcommand(new ConsistencyCommand(session))
        .addSubcommand(new CycleCommand(session))
        .addSubcommand(new ScoreBatchCommand(session))
        .addSubcommand(RunsCommand.line(session))
        .addSubcommand(new WatchCommand(session))
        .addSubcommand(new HealthCommand(session))
        .addSubcommand(new ModelsCommand(session))
        .addSubcommand(new ShowCommand(session))
        .addSubcommand(new CompareCommand(session))
        .addSubcommand(new ApproveCommand(session))
        .addSubcommand(new RejectCommand(session))
        .addSubcommand(new PromoteCommand(session))
        .addSubcommand(new RollbackCommand(session))
        .addSubcommand(new WithdrawCommand(session))
        .addSubcommand(
            new CommandLine(new BreakerCommand(session))
                .addSubcommand(new BreakerOpenCommand(session))
                .addSubcommand(new BreakerCloseCommand(session))
                .addSubcommand(new BreakerHistoryCommand(session)))
        .addSubcommand(new ExportCommand(session))
        .addSubcommand(new AdmitCommand(session))
        .addSubcommand(new ReplayCommand(session))
        .addSubcommand(new RetentionCommand(session))
        .addSubcommand(new EraseCommand(session))
        .addSubcommand(new MigrateCommand(session))
        .addSubcommand(new LoginsCommand(session))
        .addSubcommand(new BackupCommand(session))
        .addSubcommand(new RestoreCommand(session))
        .addSubcommand(new KeysCommand(session))
        .addSubcommand(new TokenCommand(session))
        .addSubcommand(new SmokeCommand(session))
        .addSubcommand(new DrillCommand(session))
        .addSubcommand(new ScheduleCommand(session))
        .addSubcommand(new LocalSecretsCommand(session))
        .addSubcommand(new DoorCommand(session));
    return dressed(line, session);
  }

  /** The command line of another program that talks to people in the same way. */
  public static CommandLine commandLine(Session session, Object program, List<Object> commands) {
    CommandLine line = new CommandLine(program);
    commands.forEach(line::addSubcommand);
    return dressed(line, session);
  }

  private static CommandLine dressed(CommandLine line, Session session) {
    Console console = session.console();
    line.setOut(console.results());
    line.setErr(console.words());
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(console.wordScreen().colour() ? Ansi.ON : Ansi.OFF));
    line.setUsageHelpWidth(Math.clamp(console.columns(), 80, 100));
    line.setUsageHelpLongOptionsMaxWidth(24);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler((refused, args) -> wrongUsage(console, refused));
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> failed(session, command, failure));
    return line;
  }

  private static int wrongUsage(Console console, ParameterException refused) {
    console.say("surety: " + Misuse.sentence(refused));
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(refused, console.words())) {
      console.say(
          "Try './%s --help'."
              .formatted(refused.getCommandLine().getCommandSpec().qualifiedName()));
    }
    return ExitCode.WRONG_USAGE.number();
  }

  private static int failed(Session session, CommandLine command, Throwable failure) {
    ExitCode code = Failures.exitCode(failure);
    session.console().say("surety: " + Failures.sentence(failure));
    if (code == ExitCode.WRONG_USAGE) {
      session
          .console()
          .say("Try './%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
    }
    if (session.debugging()) {
      failure.printStackTrace(session.console().words());
    }
    return code.number();
  }
}
