package io.surety.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSecretsTest {

  private static final String KEYS = "{\"keys\":[]}";
  private static final String PREDICTIONS = "prediction-service/spring.datasource.password";

  @TempDir private Path folder;

  @Test
  void makesAPasswordForEachLoginThatWhoeverSetsItFindsToo() throws IOException {
    new LocalSecrets(folder).make("database", KEYS);
    assertThat(read(PREDICTIONS)).hasSize(43).isEqualTo(read("logins/surety_predictions"));
    assertThat(read("training/password")).isEqualTo(read("logins/surety_training"));
    assertThat(
            List.of(
                read(PREDICTIONS),
                read("feature-service/spring.datasource.password"),
                read("training/password"),
                read("approval/password"),
                read("admission/password"),
                read("watching/password"),
                read("owner/password")))
        .doesNotHaveDuplicates();
  }

  @Test
  void letsOnlyTheOwnerReadWhatIsSecret() throws IOException {
    new LocalSecrets(folder).make("database", KEYS);
    assertThat(permissions(PREDICTIONS)).isEqualTo("rw-------");
    assertThat(permissions("database/server.key")).isEqualTo("rw-------");
    assertThat(permissions("authority/database.crt")).isEqualTo("rw-r--r--");
  }

  @Test
  void certifiesTheDatabaseForItsHost() throws Exception {
    new LocalSecrets(folder).make("database", KEYS);
    X509Certificate server = certificate("database/server.crt");
    server.verify(certificate("authority/database.crt").getPublicKey());
    assertThat(
            server.getSubjectAlternativeNames().stream().map(name -> String.valueOf(name.get(1))))
        .contains("database", "localhost", "127.0.0.1");
    assertThat(server.getBasicConstraints()).isEqualTo(-1);
  }

  @Test
  void handsOutThePublicKeysAsTheyAreNow() throws IOException {
    new LocalSecrets(folder).make("database", KEYS);
    new LocalSecrets(folder).make("database", "other");
    assertThat(read("public-keys/jwks.json")).isEqualTo("other");
  }

  @Test
  void changesNothingTheSecondTime() throws IOException {
    new LocalSecrets(folder).make("database", KEYS);
    Map<String, String> before = everything();
    new LocalSecrets(folder).make("database", KEYS);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void completesWhatACrashLeft() throws Exception {
    new LocalSecrets(folder).make("database", KEYS);
    String password = read(PREDICTIONS);
    Files.delete(folder.resolve("logins/surety_predictions"));
    Files.delete(folder.resolve("authority/database.crt"));
    new LocalSecrets(folder).make("database", KEYS);
    assertThat(read("logins/surety_predictions")).isEqualTo(password);
    certificate("database/server.crt").verify(certificate("authority/database.crt").getPublicKey());
  }

  private String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  private String permissions(String file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
  }

  private X509Certificate certificate(String file) throws Exception {
    try (InputStream in = Files.newInputStream(folder.resolve(file))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private Map<String, String> everything() throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return content;
  }
}
