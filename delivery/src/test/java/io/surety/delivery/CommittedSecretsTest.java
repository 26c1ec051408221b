package io.surety.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is committed is public sooner or later, so it holds no secret. */
class CommittedSecretsTest {

  /** Fixtures that look like secrets and are none, each with the word that says so. */
  private static final List<String> FIXTURES =
      List.of("delivery/src/test/java/io/surety/delivery/CommittedSecretsTest.java");

  @Test
  void holdsNothingThatLooksLikeASecret() throws Exception {
    List<String> files = Checkout.files();
    assertThat(files).contains("pom.xml", "delivery/pom.xml").hasSizeGreaterThan(100);
    List<String> found = new ArrayList<>();
    for (String file : files) {
      Optional<String> text = Checkout.text(file);
      if (text.isPresent() && !FIXTURES.contains(file)) {
        found.addAll(SecretScan.of(file, text.get()));
      }
    }
    assertThat(found).as("what looks like a secret").isEmpty();
    assertThat(files).as("files that are allowed").containsAll(FIXTURES);
  }

  @Test
  void holdsNoFileOfKeysOrStores() throws Exception {
    assertThat(Checkout.files())
        .noneMatch(name -> name.matches(".*\\.(p12|pfx|jks|keystore|key|pk8|kdbx|tfstate)"))
        .noneMatch(name -> name.matches("(.*/)?(\\.env|id_rsa|id_ed25519|kubeconfig|\\.netrc)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7\n",
        "Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJlLW9mLXRoZS10ZXN0",
        "DefaultEndpointsProtocol=https;AccountKey=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        "https://x.blob.core.windows.net/c?sv=1&sig=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D",
        "AKIAIOSFODNN7EXAMPLE",
        "postgresql://surety:hunter2222@db.example/surety",
        "password: hunter2222",
        "  spring.datasource.password=hunter2222",
        "    SURETY_DATABASE_PASSWORD: \"hunter2222\"",
        "administrator_password = \"hunter2222\"",
        "  \"clientSecret\": \"hunter2222\","
      })
  void findsASecret(String text) {
    assertThat(SecretScan.of("values.yaml", "first: line\n" + text + "\n"))
        .isNotEmpty()
        .allMatch(finding -> finding.startsWith("values.yaml:2 "))
        .noneMatch(finding -> finding.contains("hunter2222"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password: ${SURETY_DATABASE_PASSWORD}",
        "password: {{ .Values.password }}",
        "SURETY_DATABASE_PASSWORD_FILE: /run/secrets/password",
        "administrator_password = var.password",
        "automountServiceAccountToken: false",
        "existingSecret: surety-database",
        "passwordKey: password",
        "# password: of nobody",
        "jdbc:postgresql://HOST:5432/DATABASE?sslmode=verify-full"
      })
  void passesAReference(String text) {
    assertThat(SecretScan.of("values.yaml", text + "\n")).isEmpty();
  }
}
