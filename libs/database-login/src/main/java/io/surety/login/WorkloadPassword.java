package io.surety.login;

import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Answers the database's question for a password with an access token of Entra ID. The driver makes
 * one for each connection, by the name of the class; all share the one token of this process.
 */
public final class WorkloadPassword implements AuthenticationPlugin {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final HeldToken token;

  /** For the driver. */
  public WorkloadPassword() {
    this(OfThisProcess.TOKEN);
  }

  WorkloadPassword(HeldToken token) {
    this.token = token;
  }

  /** A copy, which the driver overwrites after it was sent. */
  @Override
  public char[] getPassword(AuthenticationRequestType type) throws PSQLException {
    try {
      return token.value().toCharArray();
    } catch (TokenNotIssued | LoginRefused refused) {
      throw new PSQLException(
          String.valueOf(refused.getMessage()), PSQLState.CONNECTION_UNABLE_TO_CONNECT, refused);
    }
  }

  /** Who a process is does not change while it runs. */
  private static final class OfThisProcess {

    static final HeldToken TOKEN = token();

    private static HeldToken token() {
      Clock clock = Clock.systemUTC();
      TokenSource source =
          () ->
              new EntraTokens(
                      WorkloadIdentity.of(System.getenv()),
                      clock,
                      (SSLSocketFactory) SSLSocketFactory.getDefault())
                  .issue();
      return new HeldToken(source, clock, PATIENCE, PAUSE);
    }
  }
}
