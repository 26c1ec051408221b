package io.surety.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.testing.TestTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** A service that would be open to everybody does not start. */
class RefusedStartIT {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--server.address=0.0.0.0",
        "--server.address=::",
        "--server.address=192.0.2.1",
        "--surety.management.address=0.0.0.0"
      })
  void withoutTokensItListensOnLoopbackAlone(String address) {
    assertRefused("surety.security.mode is none", address);
  }

  @Test
  void withNoAddressItListensOnLoopbackAlone() {
    try (ConfigurableApplicationContext service = EchoService.start("--server.address=")) {
      assertThat(
              Objects.requireNonNull(service.getBean(io.surety.web.listening.Addresses.class).api())
                  .isLoopbackAddress())
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"port=0", "port=9000", "address=127.0.0.1"})
  void aSecondServerOfSpringBootIsNotOpened(String setting, @TempDir Path folder) {
    String sentence = "management.server." + setting.split("=", 2)[0] + " is set";
    assertRefused(sentence, "--management.server." + setting);
    assertRefused(
        sentence,
        "--management.server." + setting,
        "--surety.security.mode=keys",
        "--surety.security.audience=a",
        "--surety.security.keys=" + TestTokens.of("surety-local").writePublicKeys(folder));
  }

  @Test
  void noStreamIsShorterThanARequest() {
    assertRefused("less than surety.http.request-time", "--surety.http.stream-time=59s");
  }

  @Test
  void tokensNeedAnAudienceAnIssuerAndKeys() {
    assertRefused("does not say whom they are for", "--surety.security.mode=issuer");
    assertRefused("is not set", "--surety.security.mode=issuer", "--surety.security.audience=a");
    assertRefused(
        "no https address",
        "--surety.security.mode=issuer",
        "--surety.security.audience=a",
        "--surety.security.issuer=http://issuer.example");
    assertRefused("names no file", "--surety.security.mode=keys", "--surety.security.audience=a");
  }

  @Test
  void keysHaveToBeReadableAndPublic(@TempDir Path folder) throws IOException {
    assertRefusedKeys("cannot be read", folder.resolve("nowhere"));
    assertRefusedKeys("no JWK set", Files.writeString(folder.resolve("text"), "keys"));
    assertRefusedKeys("no key", Files.writeString(folder.resolve("none"), "{\"keys\":[]}"));
    String both = TestTokens.of("surety-local").privateKeys();
    assertRefusedKeys("a private key", Files.writeString(folder.resolve("both"), both));
  }

  private static void assertRefusedKeys(String sentence, Path keys) {
    assertRefused(
        sentence,
        "--surety.security.mode=keys",
        "--surety.security.audience=a",
        "--surety.security.keys=" + keys);
  }

  private static void assertRefused(String sentence, String... settings) {
    assertThatThrownBy(() -> EchoService.start(settings).close())
        .satisfies(failure ->
            assertThat(Objects.requireNonNull(Causes.find(failure, StartRefused.class)))
                .hasMessageContaining(sentence));
  }
}
