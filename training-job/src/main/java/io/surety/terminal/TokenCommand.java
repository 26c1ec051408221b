package io.surety.terminal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Signs a token with the local key pair. */
@Command(
    name = "token",
    description = "Signs a token that services with these keys accept, and prints it alone.",
    footer = {"", "curl -H \"Authorization: Bearer $(./surety token --scope score)\" …"})
final class TokenCommand implements Callable<Integer> {

  private static final String ISSUER = "surety-local";
  private static final List<String> SCOPES =
      List.of("features.read", "score", "models.approve", "predictions.read");
  private static final Duration LONGEST = Duration.ofDays(30);

  private final Session session;

  @Option(
      names = "--scope",
      required = true,
      paramLabel = "SCOPE",
      description =
          "What it permits: score, features.read, models.approve or predictions.read; may be repeated.")
  List<String> scopes = List.of();

  @Option(
      names = "--subject",
      paramLabel = "NAME",
      description = "Whom it speaks for. Default: ${DEFAULT-VALUE}.")
  String subject = "local";

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = TimeSpans.Converter.class,
      description = "How long it is good, like 30m, 8h or 7d; at most 30d. Default: 1h.")
  Duration lifetime = Duration.ofHours(1);

  @Option(
      names = "--audience",
      paramLabel = "NAME",
      description = "Whose services it is for. Default: ${DEFAULT-VALUE}.")
  String audience = "surety";

  @Option(
      names = "--keys",
      paramLabel = "DIR",
      description =
          "The folder that './surety keys' wrote. Default: the keys of 'docker compose up'.")
  Path folder = Path.of("/run/secrets/signing-key");

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  TokenCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws JOSEException {
    for (String scope : scopes) {
      if (!SCOPES.contains(scope)) {
        throw wrong("--scope is one of %s.".formatted(String.join(", ", SCOPES)));
      }
    }
    if (lifetime.compareTo(LONGEST) > 0) {
      throw wrong("--for is at most 30d: a token cannot be taken back; sign a new one then.");
    }
    if (subject.isBlank() || audience.isBlank()) {
      throw wrong("--subject and --audience name somebody; leave them out for the usual ones.");
    }
    RSAKey key = new SigningKeys(folder).read();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build(),
            claims());
    token.sign(new RSASSASigner(key));
    session.console().print(token.serialize());
    return ExitCode.DONE.number();
  }

  private JWTClaimsSet claims() {
    Instant now = session.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(audience)
        .subject(subject)
        .claim("scope", String.join(" ", scopes))
        .issueTime(Date.from(now))
        .notBeforeTime(Date.from(now))
        .expirationTime(Date.from(now.plus(lifetime)))
        .jwtID(UUID.randomUUID().toString())
        .build();
  }

  private static CommandFailed wrong(String sentence) {
    return new CommandFailed(ExitCode.WRONG_USAGE, sentence);
  }
}
