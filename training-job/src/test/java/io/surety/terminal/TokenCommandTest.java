package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key pair of one machine and the tokens that it signs. */
class TokenCommandTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.987Z");
  private static final Instant SECOND = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;

  private record Ran(int exitCode, String out, String err) {}

  private static Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Session session =
        new Session(
            Console.plain(new PrintWriter(out), new PrintWriter(err)),
            DataDirectories.none(),
            Map.of("SURETY_DEBUG", "1"),
            Path.of(""),
            Clock.fixed(NOW, ZoneOffset.UTC),
            InputStream.nullInputStream());
    int exitCode = Terminal.commandLine(session, List.of()).execute(arguments);
    return new Ran(exitCode, out.toString(), err.toString());
  }

  private Ran makeKeys() {
    return run("keys", "--out", keys().toString());
  }

  private Path keys() {
    return folder.resolve("keys");
  }

  private Ran sign(String... more) {
    List<String> typed = new ArrayList<>(List.of("token", "--keys", keys().toString()));
    typed.addAll(List.of(more));
    return run(typed.toArray(String[]::new));
  }

  @Test
  void makesAPairWhosePrivateHalfOnlyItsOwnerReads() throws Exception {
    Ran made = makeKeys();
    assertThat(made.exitCode()).as(made.err()).isZero();
    Path secret = keys().resolve("signing-key.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
    assertThat(secret).content().startsWith("-----BEGIN PRIVATE KEY-----\n");
    String published = Files.readString(keys().resolve("jwks.json"));
    JWK key = JWKSet.parse(published).getKeys().getFirst();
    assertThat(key.isPrivate()).isFalse();
    assertThat(key.size()).isEqualTo(3072);
    assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
    assertThat(key.getAlgorithm().getName()).isEqualTo("RS256");
    assertThat(made.out() + made.err()).contains(key.getKeyID()).doesNotContain("BEGIN");
  }

  @Test
  void changesNothingTheSecondTimeAndDerivesALostPublicHalf() throws Exception {
    makeKeys();
    byte[] secret = Files.readAllBytes(keys().resolve("signing-key.pem"));
    String published = Files.readString(keys().resolve("jwks.json"));

    assertThat(makeKeys().err()).contains("left as they are");
    Files.delete(keys().resolve("jwks.json"));
    assertThat(makeKeys().exitCode()).isZero();

    assertThat(keys().resolve("signing-key.pem")).hasBinaryContent(secret);
    assertThat(keys().resolve("jwks.json")).hasContent(published);
    try (var left = Files.list(keys())) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("signing-key.pem", "jwks.json", ".lock");
    }
  }

  @Test
  void signsWhatWasAskedForAndPrintsNothingElse() throws Exception {
    makeKeys();
    Ran signed =
        sign("--scope", "score", "--scope", "features.read", "--subject", "ada", "--for", "8h");
    assertThat(signed.exitCode()).as(signed.err()).isZero();
    assertThat(signed.out()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\\R");
    assertThat(signed.err()).isEmpty();

    SignedJWT token = SignedJWT.parse(signed.out().strip());
    JWKSet published = JWKSet.load(keys().resolve("jwks.json").toFile());
    JWK key = published.getKeyByKeyId(token.getHeader().getKeyID());
    assertThat(token.verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
    assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
    JWTClaimsSet claims = token.getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo("surety-local");
    assertThat(claims.getAudience()).containsExactly("surety");
    assertThat(claims.getSubject()).isEqualTo("ada");
    assertThat(claims.getStringClaim("scope")).isEqualTo("score features.read");
    assertThat(claims.getIssueTime()).isEqualTo(Date.from(SECOND));
    assertThat(claims.getNotBeforeTime()).isEqualTo(Date.from(SECOND));
    assertThat(claims.getExpirationTime()).isEqualTo(Date.from(SECOND.plusSeconds(8 * 3600)));
    assertThat(claims.getJWTID()).isNotBlank();
  }

  @Test
  void givesEachTokenAnIdOfItsOwnAndAnHour() throws Exception {
    makeKeys();
    JWTClaimsSet first = SignedJWT.parse(sign("--scope", "score").out().strip()).getJWTClaimsSet();
    JWTClaimsSet next =
        SignedJWT.parse(sign("--scope", "score", "--audience", "other").out().strip())
            .getJWTClaimsSet();
    assertThat(first.getJWTID()).isNotEqualTo(next.getJWTID());
    assertThat(next.getAudience()).containsExactly("other");
    assertThat(first.getExpirationTime()).isEqualTo(Date.from(SECOND.plusSeconds(3600)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"31d", "721h", "43201m"})
  void refusesATokenForMoreThanThirtyDays(String time) {
    makeKeys();
    Ran refused = sign("--scope", "score", "--for", time);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--for is at most 30d");
    assertThat(refused.out()).isEmpty();
  }

  @Test
  void takesThirtyDays() {
    makeKeys();
    assertThat(sign("--scope", "score", "--for", "30d").exitCode()).isZero();
  }

  @Test
  void refusesWhatItDoesNotKnowInWholeSentences() {
    assertThat(sign("--scope", "scores").err())
        .contains("features.read, score, models.approve, predictions.read.");
    assertThat(sign("--scope", "score", "--for", "1 hour").err())
        .contains("'1 hour' is not a time like 30m, 8h or 7d");
    assertThat(sign("--scope", "score", "--for", "0h").exitCode()).isEqualTo(2);
    assertThat(sign("--scope", "score").err()).contains("'./surety keys --out " + keys());
  }

  @Test
  void saysNothingOfAFileThatHoldsNoKey() throws Exception {
    Files.createDirectories(keys());
    Files.writeString(keys().resolve("signing-key.pem"), "something that is secret");
    Ran refused = sign("--scope", "score");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("holds no private RSA key").doesNotContain("is secret");
    assertThat(makeKeys().exitCode()).isEqualTo(1);
    assertThat(keys().resolve("signing-key.pem")).hasContent("something that is secret");
  }

  @Test
  void makesOnePairHoweverManyAskAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<String>> made = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        made.add(
            threads.submit(() -> {
              makeKeys();
              return sign("--scope", "score").out();
            }));
      }
      JWKSet published = null;
      for (Future<String> token : made) {
        SignedJWT signed = SignedJWT.parse(token.get().strip());
        published = JWKSet.load(keys().resolve("jwks.json").toFile());
        assertThat(published.getKeyByKeyId(signed.getHeader().getKeyID())).isNotNull();
      }
    }
  }
}
