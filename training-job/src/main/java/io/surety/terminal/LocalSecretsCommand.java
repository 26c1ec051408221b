package io.surety.terminal;

import io.surety.secrets.LocalSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes what a deployment on one machine keeps secret. */
@Command(
    name = "local-secrets",
    hidden = true,
    description =
        "Makes what compose.yaml needs to keep secret: passwords of the database's logins, its"
            + " certificate, and the keys of tokens. What is there stays.")
final class LocalSecretsCommand implements Callable<Integer> {

  private final Session session;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to.")
  private Path out = Path.of("");

  @Option(
      names = "--database-host",
      required = true,
      paramLabel = "HOST",
      description = "The name that the database's certificate is for.")
  private String databaseHost = "";

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  LocalSecretsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (Activity step = session.console().step("Secrets")) {
      SigningKeys keys = new SigningKeys(out.resolve("signing-key"));
      keys.make();
      new LocalSecrets(out).make(databaseHost, Files.readString(keys.publicKeys()));
      step.done("in " + out);
    } catch (IOException failure) {
      throw new CommandFailed(
          "The secrets cannot be written to %s (%s); check the folder's owner and permissions."
              .formatted(out, failure.getMessage()),
          failure);
    }
    return ExitCode.DONE.number();
  }
}
