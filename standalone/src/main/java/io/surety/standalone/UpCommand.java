package io.surety.standalone;

import io.surety.terminal.ApprovalOptions;
import io.surety.terminal.CommandFailed;
import io.surety.terminal.ExitCode;
import io.surety.terminal.Session;
import io.surety.terminal.Typed;
import io.surety.watch.WatchSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings the whole system up. */
@Command(
    name = "up",
    description =
        "Brings everything up: PostgreSQL, loans, features, a trained model, both services, and the watch.",
    footer = {
      "",
      "Without --loans the first start simulates a loan book, trains, and approves the model",
      "automatically when it passes its gates. On loans of real people nobody but a person approves.",
      "The next start finds its data again and trains nothing. Ctrl-C stops it, with exit code 0.",
      "",
      "The services log to logs/surety.log of the data directory: as JSON with SURETY_LOG_FORMAT=ecs",
      "(or logstash, or gelf), and every request with its trace with SURETY_LOG_LEVEL=debug.",
      "",
      "  ./surety up",
      "  ./surety up --loans loans.csv.gz --data-dir mine"
    })
final class UpCommand implements Callable<Integer> {

  private final Session session;
  private final Leaving leaving;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--loans",
      paramLabel = "FILE",
      description = "Your loans, .csv or .csv.gz; the same file again changes nothing.")
  private @Nullable Path loans;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Where scores are answered. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--feature-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "Where features are answered. Default: ${DEFAULT-VALUE}.")
  private int featurePort;

  @Mixin private ApprovalOptions approval = new ApprovalOptions();

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where the data is kept. Default: .surety beside the program.")
  private @Nullable Path dataDirectory;

  @Option(
      names = "--users",
      hidden = true,
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many people the simulated loan book has.")
  private long users;

  @Option(
      names = "--watch-every",
      hidden = true,
      paramLabel = "TIME",
      description = "The time from one look of the watch to the next. Default: PT10S.")
  private Duration watchEvery = WatchSettings.USUALLY_EVERY;

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  UpCommand(Session session, Leaving leaving) {
    this.session = session;
    this.leaving = leaving;
  }

  @Override
  public Integer call() {
    Ports ports = new Ports(port, featurePort);
    Path file = loans;
    if (file != null && (!Files.isReadable(file) || Files.isDirectory(file))) {
      throw new CommandFailed(
          "The loans %s cannot be read as a file; check its name and permissions.".formatted(file));
    }
    Path folder = dataDirectory;
    Up up =
        new Up(
            session,
            leaving,
            ports,
            new Up.Wishes(
                Optional.ofNullable(file),
                users,
                watchEvery,
                approval.approval(),
                dataDirectoryOption(),
                new Typed(spec.commandLine().getParent().getParseResult().originalArgs())));
    up.run(DataDirectory.prepare(folder == null ? session.usualDataDirectory() : folder));
    return ExitCode.DONE.number();
  }

  private String dataDirectoryOption() {
    Path folder = dataDirectory;
    return folder == null ? "" : Typed.dataDirectory(folder);
  }
}
