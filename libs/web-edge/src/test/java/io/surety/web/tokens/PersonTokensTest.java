package io.surety.web.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.jwt.Jwt;

/** Whose token it is, by what Entra ID and others write into theirs. */
class PersonTokensTest {

  private static final Map<String, Object> ENTRA_PERSON =
      Map.of("sub", "pairwise", "oid", "ada", "azp", "front-end", "scp", "models.approve");

  private static boolean isPerson(Map<String, Object> claims, Object... more) {
    Jwt.Builder token = Jwt.withTokenValue("signed").header("alg", "RS256");
    claims.forEach(token::claim);
    for (int i = 0; i < more.length; i += 2) {
      token.claim((String) more[i], more[i + 1]);
    }
    return PersonTokens.isOne(token.build());
  }

  @Test
  void aPersonSignsInWithEntra() {
    assertThat(isPerson(ENTRA_PERSON)).isTrue();
    assertThat(isPerson(ENTRA_PERSON, "idtyp", "user")).isTrue();
    assertThat(isPerson(ENTRA_PERSON, "scp", "access", "roles", List.of("models.approve")))
        .as("who has a role")
        .isTrue();
  }

  @Test
  void aProgramHasRolesAloneWithEntra() {
    Map<String, Object> program =
        Map.of("sub", "object", "oid", "object", "azp", "job", "roles", List.of("models.approve"));
    assertThat(isPerson(program)).isFalse();
    assertThat(isPerson(program, "scp", " ")).isFalse();
    assertThat(isPerson(program, "idtyp", "app")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"app", "device", "something new"})
  void onlyAUserIsAPersonWhereTheKindIsSaid(String kind) {
    assertThat(isPerson(ENTRA_PERSON, "idtyp", kind)).isFalse();
  }

  @Test
  void aLocalTokenIsAPersonsUnlessItSaysOtherwise() {
    Map<String, Object> local =
        Map.of("iss", "surety-local", "sub", "local", "scope", "score models.approve");
    assertThat(isPerson(local)).isTrue();
    assertThat(isPerson(local, "idtyp", "app")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"azp", "client_id", "cid", "appid"})
  void aSubjectThatIsTheClientIsAProgram(String claim) {
    Map<String, Object> token = Map.of("sub", "job", "scope", "models.approve");
    assertThat(isPerson(token, claim, "front-end")).isTrue();
    assertThat(isPerson(token, claim, "job")).isFalse();
    assertThat(isPerson(token, claim, "job", "sub", "job@clients")).isFalse();
    assertThat(isPerson(token, claim, "Job", "preferred_username", "service-account-job"))
        .isFalse();
  }

  @Test
  void whoeverIsNobodyOrSaysHowHeCameIsAProgram() {
    assertThat(isPerson(Map.of("client_id", "job", "scope", "models.approve"))).isFalse();
    assertThat(isPerson(ENTRA_PERSON, "gty", "client-credentials")).isFalse();
  }
}
