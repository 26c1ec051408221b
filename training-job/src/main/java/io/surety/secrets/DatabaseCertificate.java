package io.surety.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A certificate for a database, signed by an authority that is made for it and forgotten: whoever
 * trusts that authority trusts this one server. The JDK's own {@code keytool} makes both.
 *
 * @param authority PEM
 * @param certificate PEM
 * @param key PEM of PKCS 8, which no password protects
 */
record DatabaseCertificate(String authority, String certificate, String key) {

  private static final String AUTHORITY = "authority";
  private static final String SERVER = "server";
  private static final String PASSWORD = "KEYTOOL_PASSWORD";
  private static final int LINE = 64;

  /** Makes one for a host; {@code localhost} is the same host seen from itself. */
  static DatabaseCertificate forHost(String host) throws IOException {
    Path folder = Files.createTempDirectory("surety-certificate-");
    Path store = folder.resolve("store.p12");
    String password = SecretFile.freshPassword();
    try {
      generate(
          store,
          password,
          AUTHORITY,
          "CN=Surety on this machine",
          "-ext",
          "bc:c",
          "-ext",
          "ku=keyCertSign");
      generate(
          store,
          password,
          SERVER,
          "CN=" + host,
          "-ext",
          "san=dns:" + host + ",dns:localhost,ip:127.0.0.1",
          "-ext",
          "eku=serverAuth",
          "-signer",
          AUTHORITY);
      return read(store, password);
    } catch (GeneralSecurityException impossible) {
      throw new IOException("keytool's store cannot be read", impossible);
    } finally {
      Files.deleteIfExists(store);
      Files.delete(folder);
    }
  }

  private static void generate(
      Path store, String password, String alias, String name, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass:env",
                PASSWORD,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "3650",
                "-dname",
                name));
    command.addAll(List.of(more));
    ProcessBuilder keytool = new ProcessBuilder(command).redirectErrorStream(true);
    keytool.environment().put(PASSWORD, password);
    Process running = keytool.start();
    String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (running.waitFor() != 0) {
        throw new IOException("keytool said: " + said.strip());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("keytool was interrupted", interrupted);
    }
  }

  private static DatabaseCertificate read(Path store, String password)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, password.toCharArray());
    }
    Key key = Objects.requireNonNull(keys.getKey(SERVER, password.toCharArray()));
    return new DatabaseCertificate(
        pem(keys.getCertificate(AUTHORITY)),
        pem(keys.getCertificate(SERVER)),
        pem("PRIVATE KEY", Objects.requireNonNull(key.getEncoded())));
  }

  private static String pem(Certificate certificate) throws GeneralSecurityException {
    return pem("CERTIFICATE", certificate.getEncoded());
  }

  private static String pem(String kind, byte[] content) {
    String lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, lines);
  }
}
