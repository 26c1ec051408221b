package io.surety.login;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ssl.DefaultJavaSSLFactory;
import org.postgresql.ssl.LibPQFactory;

/**
 * The address of a PostgreSQL that is safe to log in to: it holds neither user nor password, and
 * when any of its hosts is another machine, {@code sslmode=verify-full} has the server's
 * certificate and name verified. It is read by the driver's own parser, so the host that is judged
 * is the host that is called.
 */
public final class DatabaseAddress {

  private static final String PREFIX = "jdbc:postgresql:";
  private static final String VERIFIED = "verify-full";
  private static final Pattern SECRET_NAMED =
      Pattern.compile("[?&]\\s*(user|password|sslpassword)\\s*=", Pattern.CASE_INSENSITIVE);
  private static final Set<String> VERIFYING =
      Set.of(LibPQFactory.class.getName(), DefaultJavaSSLFactory.class.getName());

  private final Properties said;

  private DatabaseAddress(Properties said) {
    this.said = said;
  }

  /**
   * Reads an address and refuses one that is not safe.
   *
   * @param url what the driver is given, such as {@code jdbc:postgresql://HOST:5432/DATABASE}
   */
  public static DatabaseAddress of(String url) {
    return of(url, Map.of());
  }

  /**
   * The same with properties that the driver is given beside the address, such as {@code sslmode}.
   */
  public static DatabaseAddress of(String url, Map<String, String> beside) {
    if (url.contains("@") || SECRET_NAMED.matcher(url).find()) {
      throw new PasswordInAddress();
    }
    Properties defaults = new Properties();
    beside.forEach(defaults::setProperty);
    @Nullable Properties said = url.startsWith(PREFIX) ? Driver.parseURL(url, defaults) : null;
    if (said == null) {
      throw new LoginRefused(
          "The address of the database cannot be read; it looks like jdbc:postgresql://HOST:5432/DATABASE.");
    }
    DatabaseAddress address = new DatabaseAddress(said);
    address.elsewhere().ifPresent(host -> address.requireVerified(host, url));
    return address;
  }

  /** The first host that is not this machine. */
  private Optional<String> elsewhere() {
    String hosts = String.valueOf(PGProperty.PG_HOST.getOrDefault(said));
    return List.of(hosts.split(",")).stream().filter(host -> !isLoopback(host)).findFirst();
  }

  /** Judges what is written, without asking for names: another machine could answer them. */
  private static boolean isLoopback(String host) {
    if (host.isEmpty() || host.equalsIgnoreCase("localhost")) {
      return true;
    }
    String literal =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    try {
      return InetAddress.ofLiteral(literal).isLoopbackAddress();
    } catch (IllegalArgumentException name) {
      return false;
    }
  }

  private void requireVerified(String host, String url) {
    if (!VERIFIED.equals(said.getProperty(PGProperty.SSL_MODE.getName()))) {
      throw new LoginRefused(
          "The database on %s is another machine, so its certificate has to be verified: add %ssslmode=verify-full to the address, and &sslrootcert=FILE when Java does not know who signed it."
              .formatted(host, url.contains("?") ? "&" : "?"));
    }
    String factory = said.getProperty(PGProperty.SSL_FACTORY.getName());
    if ((factory != null && !VERIFYING.contains(factory))
        || said.getProperty(PGProperty.SSL_HOSTNAME_VERIFIER.getName()) != null) {
      throw new LoginRefused(
          "The database on %s is another machine, and the address replaces what verifies its certificate: take sslfactory and sslhostnameverifier out of the address."
              .formatted(host));
    }
  }

  /**
   * What the driver is to be told besides: whoever names no {@code sslrootcert}, and has none in
   * their home, means the authorities that Java knows.
   */
  public Map<String, String> properties() {
    String mode = said.getProperty(PGProperty.SSL_MODE.getName());
    boolean left =
        VERIFIED.equals(mode)
            && said.getProperty(PGProperty.SSL_ROOT_CERT.getName()) == null
            && said.getProperty(PGProperty.SSL_FACTORY.getName()) == null
            && !Files.exists(Path.of(System.getProperty("user.home", ""), ".postgresql/root.crt"));
    return left
        ? Map.of(PGProperty.SSL_FACTORY.getName(), DefaultJavaSSLFactory.class.getName())
        : Map.of();
  }
}
