package io.surety.secrets;

import io.surety.secrets.SecretFile.Readers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What compose.yaml needs to keep secret, each in a folder of its own, so that a container is given
 * its own and no other: a password for each login of the database, the database's certificate, and
 * the public keys of tokens. What is there already stays as it is.
 *
 * @param folder that holds a folder for each of those who need something
 */
public record LocalSecrets(Path folder) {

  private static final String LOGINS = "logins";

  /**
   * A login of the database.
   *
   * @param file where whoever logs in finds the password
   */
  private record Login(String name, String file) {}

  private static final List<Login> ALL =
      List.of(
          new Login("surety_features", "feature-service/spring.datasource.password"),
          new Login("surety_predictions", "prediction-service/spring.datasource.password"),
          new Login("surety_training", "training/password"),
          new Login("surety_approval", "approval/password"),
          new Login("surety_admission", "admission/password"),
          new Login("surety_watching", "watching/password"));

  /**
   * Makes what is missing.
   *
   * @param databaseHost the name that the database's certificate is for
   * @param publicKeys the set of public keys that services verify tokens with
   */
  public void make(String databaseHost, String publicKeys) throws IOException {
    open("public-keys/jwks.json").replace(publicKeys);
    SecretFile owner = secret("owner/password");
    owner.keep(SecretFile.freshPassword());
    for (Login login : ALL) {
      SecretFile given = secret(login.file());
      SecretFile known = secret(LOGINS + "/" + login.name());
      String password =
          given.exists()
              ? given.read()
              : known.exists() ? known.read() : SecretFile.freshPassword();
      known.keep(password);
      given.keep(password);
    }
    certify(databaseHost);
  }

  /**
   * Three files that belong together; the authority is written last, and says that all are there.
   */
  private void certify(String databaseHost) throws IOException {
    SecretFile authority = open("authority/database.crt");
    SecretFile certificate = open("database/server.crt");
    SecretFile key = secret("database/server.key");
    if (authority.exists()) {
      return;
    }
    certificate.remove();
    key.remove();
    DatabaseCertificate made = DatabaseCertificate.forHost(databaseHost);
    key.keep(made.key());
    certificate.keep(made.certificate());
    authority.keep(made.authority());
  }

  private SecretFile secret(String file) {
    return new SecretFile(folder.resolve(file), Readers.OWNER);
  }

  private SecretFile open(String file) {
    return new SecretFile(folder.resolve(file), Readers.EVERYBODY);
  }
}
