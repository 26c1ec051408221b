package io.surety.terminal;

import io.surety.login.DeployedLogins;
import io.surety.login.Identity;
import io.surety.login.LoginRefused;
import io.surety.login.ServiceLogin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the logins of a deployment. */
@Command(
    name = "logins",
    description = "Makes the logins of a deployment, each a member of its one group role.",
    footer = {
      "",
      "Runs as who ran 'migrate', after it, and again whenever a password was changed: it changes"
          + " nothing else that is right already. docs/roles.md lists the logins and what they may do."
    })
final class LoginsCommand implements Callable<Integer> {

  private static final int SHORTEST = 16;

  private final Session session;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--passwords",
      paramLabel = "DIR",
      description =
          "A folder with a file for each login, named as the login, that holds its password.")
  @Nullable Path passwords;

  @Option(
      names = "--identity",
      paramLabel = "KIND",
      description =
          "password, or workload: the logins are identities of Entra ID with these names, made by"
              + " an Entra administrator in the database postgres. Default: password.")
  Identity identity = Identity.PASSWORD;

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  LoginsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws SQLException {
    Path folder = passwords;
    if ((identity == Identity.PASSWORD) == (folder == null)) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "Logins have either passwords, from the files of the folder --passwords, or with --identity workload none.");
    }
    if (database.folder(session).isPresent()) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "A data directory makes its own logins; name a server with --database or SURETY_DATABASE.");
    }
    try (OpenDatabase open = database.open(session);
        Activity step = session.console().step("Logins")) {
      DeployedLogins logins = new DeployedLogins(open.as(Purpose.OWNING));
      if (folder == null) {
        logins.ofIdentities();
      } else {
        logins.withPasswords(login -> password(folder.resolve(login.role())));
      }
      step.done("%d logins, each in its group".formatted(ServiceLogin.values().length));
    } catch (LoginRefused refused) {
      throw new CommandFailed(String.valueOf(refused.getMessage()));
    }
    for (ServiceLogin login : ServiceLogin.values()) {
      session.console().print("%-20s %s".formatted(login.role(), login.group()));
    }
    return ExitCode.DONE.number();
  }

  private static char[] password(Path file) {
    CharBuffer read;
    try {
      read = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (IOException failure) {
      throw new CommandFailed(
          "The password file %s cannot be read; make it, or check its owner and permissions."
              .formatted(file),
          failure);
    }
    char[] all = read.array();
    int end = read.limit();
    while (end > 0 && Character.isWhitespace(all[end - 1])) {
      end--;
    }
    char[] password = Arrays.copyOf(all, end);
    Arrays.fill(all, '\0');
    if (password.length < SHORTEST) {
      throw new CommandFailed(
          "The password in %s is shorter than %d characters; write a longer one, made at random."
              .formatted(file, SHORTEST));
    }
    return password;
  }
}
