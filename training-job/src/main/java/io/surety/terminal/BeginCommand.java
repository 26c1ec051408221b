package io.surety.terminal;

import io.surety.registry.RegisteredModel;
import io.surety.spec.ModelSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings a database with nothing but its tables to a first model. */
@Command(
    name = "begin",
    description = "Loads loans and trains the first model, where a database has none yet.",
    footer = {
      "",
      "Without --loans it simulates a loan book, and approves the first model automatically when that",
      "passes its gates. On loans of real people nobody but a person approves. What is there already",
      "is left as it is, so it may be run at each start.",
      "",
      "With --database, who decides is a login of its own: give it in SURETY_APPROVAL_USER and",
      "SURETY_APPROVAL_PASSWORD_FILE. Without these nothing is approved."
    })
final class BeginCommand implements Callable<Integer> {

  private static final String PROPOSER = "surety begin";

  private final Session session;

  @Option(
      names = "--loans",
      paramLabel = "FILE",
      description =
          "Your loans, .csv or .csv.gz; the same file again changes nothing. Default: the file that"
              + " SURETY_LOANS names, when there is one.")
  private @Nullable Path loans;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "${env:SURETY_USERS:-10000}",
      description =
          "How many people the simulated loan book has. Default: SURETY_USERS, or else 10000.")
  private long users;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  BeginCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Optional<Path> file = file();
    try (OpenDatabase open = database.open(session)) {
      KnownLoans known = new FirstLoans(file, users, this::apart).see(open, session);
      ModelSpec spec = ModelSpec.read(session.usualSpec(), List.of());
      say(
          new FirstModel(open, spec, PROPOSER, Optional.empty(), database.repeated(), session)
              .see(known));
    }
    return ExitCode.DONE.number();
  }

  private Optional<Path> file() {
    Path given = loans;
    if (given != null) {
      return Optional.of(IngestCommand.readable(given));
    }
    return Optional.ofNullable(session.environment().get("SURETY_LOANS"))
        .map(Path::of)
        .filter(Files::isRegularFile);
  }

  private CommandFailed apart() {
    return KnownLoans.simulated("The database", "begin with an empty one for loans of your own.");
  }

  private void say(FirstModel.Standing standing) {
    Console console = session.console();
    switch (standing) {
      case FirstModel.Standing.Served(RegisteredModel model) ->
          console.print(model.version() + " is served.");
      case FirstModel.Standing.Waiting(RegisteredModel model) -> {
        console.print(model.version() + " waits for a person's decision:");
        GateLines.sayFailed(console, model);
        ServingLines.say(
            console, model.version().toString(), !model.gatesPassed(), database.repeated());
      }
      case FirstModel.Standing.Nothing() ->
          console.print("Every version was rejected, so nothing is served. Train another.");
    }
  }
}
