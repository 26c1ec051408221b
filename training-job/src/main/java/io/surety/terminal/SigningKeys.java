package io.surety.terminal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import io.surety.secrets.SecretFile;
import io.surety.secrets.SecretFile.Readers;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Set;

/**
 * The key pair that signs the tokens of one machine: the private key in PKCS#8, for its owner's
 * eyes only, and a set with the public one for the services. The public file is always derived from
 * the private one, and each is there whole or not at all.
 */
record SigningKeys(Path folder) {

  private static final int BITS = 3072;
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final String OWNER_ONLY = "rw-------";

  Path privateKey() {
    return folder.resolve("signing-key.pem");
  }

  Path publicKeys() {
    return folder.resolve("jwks.json");
  }

  /** Makes the pair when there is none; true when it did. One process at a time does. */
  boolean make() {
    // The lock on the file is between processes; threads of one would be refused it.
    synchronized (SigningKeys.class) {
      return makeAlone();
    }
  }

  private boolean makeAlone() {
    try {
      Files.createDirectories(folder);
      try (FileChannel file =
              FileChannel.open(
                  folder.resolve(".lock"),
                  Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                  PosixFilePermissions.asFileAttribute(
                      PosixFilePermissions.fromString(OWNER_ONLY)));
          FileLock _ = file.lock()) {
        boolean missing = !Files.exists(privateKey());
        if (missing) {
          new SecretFile(privateKey(), Readers.OWNER).replace(newPrivateKey());
        }
        String derived = new JWKSet(read().toPublicJWK()).toString() + "\n";
        if (!Files.exists(publicKeys()) || !Files.readString(publicKeys()).equals(derived)) {
          new SecretFile(publicKeys(), Readers.EVERYBODY).replace(derived);
        }
        return missing;
      }
    } catch (IOException failure) {
      throw new CommandFailed(
          "The keys cannot be written to %s (%s); name another folder, or check its owner."
              .formatted(folder, failure.getMessage()),
          failure);
    }
  }

  /** The pair, with a name that follows from it (its thumbprint, RFC 7638). */
  RSAKey read() {
    String pem;
    try {
      pem = Files.readString(privateKey());
    } catch (IOException missing) {
      throw new CommandFailed(
          "There is no key %s that can be read; './surety keys --out %s' makes one."
              .formatted(privateKey(), folder),
          missing);
    }
    try {
      byte[] encoded =
          Base64.getMimeDecoder().decode(pem.replace(BEGIN, "").replace(END, "").strip());
      KeyFactory factory = KeyFactory.getInstance("RSA");
      if (factory.generatePrivate(new PKCS8EncodedKeySpec(encoded)) instanceof RSAPrivateCrtKey key
          && factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()))
              instanceof RSAPublicKey published) {
        return new RSAKey.Builder(published)
            .privateKey(key)
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(JWSAlgorithm.RS256)
            .keyIDFromThumbprint()
            .build();
      }
    } catch (GeneralSecurityException | JOSEException | IllegalArgumentException unreadable) {
      // Said below, without what was read.
    }
    throw new CommandFailed(
        "The file %s holds no private RSA key in PKCS#8; move it away, and './surety keys --out %s' makes one."
            .formatted(privateKey(), folder));
  }

  private static String newPrivateKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      byte[] encoded = generator.generateKeyPair().getPrivate().getEncoded();
      String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
      return BEGIN + "\n" + lines + "\n" + END + "\n";
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("Every JDK makes RSA keys.", absent);
    }
  }
}
