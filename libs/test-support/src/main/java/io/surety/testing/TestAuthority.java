package io.surety.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * An authority that signs certificates for the servers of a test, made by the JDK's keytool and
 * gone with the test's folder.
 */
public final class TestAuthority {

  private static final String PASSWORD = "of-this-test-only";

  private final Path folder;

  private TestAuthority(Path folder) {
    this.folder = folder;
  }

  /** A new authority that keeps its files in a folder of its own. */
  public static TestAuthority in(Path folder) {
    try {
      TestAuthority authority = new TestAuthority(Files.createDirectories(folder));
      authority.keytool(
          "-genkeypair -alias key -keyalg EC -dname CN=Test-Authority -validity 2 -ext bc:c=ca:true",
          "ca.p12");
      authority.writePem("ca.p12", authority.certificate());
      return authority;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Its own certificate in PEM, which a client trusts. */
  public Path certificate() {
    return folder.resolve("ca.pem");
  }

  /** Its own certificate in PKCS#12, which a JVM trusts; the password is {@link #password()}. */
  public Path trustStore() {
    Path store = folder.resolve("trust.p12");
    if (!Files.exists(store)) {
      keytool("-importcert -noprompt -alias ca -file " + certificate(), "trust.p12");
    }
    return store;
  }

  /** The password of the files in PKCS#12. */
  public String password() {
    return PASSWORD;
  }

  /** The key and the certificate of the server of this name, made when they are first asked for. */
  public ServerFiles server(String host) {
    String store = host + ".p12";
    Path pem = folder.resolve(host + ".pem");
    Path key = folder.resolve(host + ".key");
    ServerFiles files = new ServerFiles(pem, key, folder.resolve(store));
    if (Files.exists(key)) {
      return files;
    }
    keytool("-genkeypair -alias key -keyalg EC -validity 2 -dname CN=" + host, store);
    Path request = folder.resolve(host + ".csr");
    Path signed = folder.resolve(host + ".signed");
    keytool("-certreq -alias key -file " + request, store);
    keytool(
        "-gencert -alias key -validity 2 -ext san=dns:%s -infile %s -outfile %s"
            .formatted(host, request, signed),
        "ca.p12");
    keytool("-importcert -noprompt -alias ca -file " + certificate(), store);
    keytool("-importcert -noprompt -alias key -file " + signed, store);
    try {
      writePem(store, pem);
      byte[] bytes = load(store).getKey("key", PASSWORD.toCharArray()).getEncoded();
      Files.createFile(
          key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(key, pem("PRIVATE KEY", bytes));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException(unusable);
    }
    return files;
  }

  /**
   * What a server of TLS needs.
   *
   * @param certificate in PEM
   * @param key in PEM, readable for its owner alone
   * @param store both in PKCS#12
   */
  public record ServerFiles(Path certificate, Path key, Path store) {}

  /** For a server written in Java. */
  public SSLContext serving(ServerFiles server) {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(load(String.valueOf(server.store().getFileName())), PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException(unusable);
    }
  }

  /** For a client that trusts this authority and no other. */
  public SSLContext trusting() {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("ca", load("ca.p12").getCertificate("key"));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException(unusable);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private KeyStore load(String store) {
    try (InputStream in = Files.newInputStream(folder.resolve(store))) {
      KeyStore loaded = KeyStore.getInstance("PKCS12");
      loaded.load(in, PASSWORD.toCharArray());
      return loaded;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException(unusable);
    }
  }

  private void writePem(String store, Path file) throws IOException {
    try {
      Certificate certificate = load(store).getCertificate("key");
      Files.writeString(file, pem("CERTIFICATE", certificate.getEncoded()));
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException(unusable);
    }
  }

  private static String pem(String kind, byte[] content) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, lines, kind);
  }

  private void keytool(String arguments, String store) {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments.split(" ")));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", folder.resolve(store).toString()));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool refused: " + said);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The test was interrupted while keytool ran.", ending);
    }
  }
}
