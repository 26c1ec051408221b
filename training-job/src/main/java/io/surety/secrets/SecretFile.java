package io.surety.secrets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * A small file that only its owner may read, or everybody when it holds nothing secret. After a
 * crash it holds all of its content or does not exist.
 */
public record SecretFile(Path path, Readers readers) {

  private static final int RANDOM_BYTES = 32;

  /** Who may read it; only its owner may change it. */
  public enum Readers {
    OWNER("rw-------"),
    EVERYBODY("rw-r--r--");

    private final String permissions;

    Readers(String permissions) {
      this.permissions = permissions;
    }
  }

  /** A fresh password of 256 random bits, in letters that need no quoting anywhere. */
  public static String freshPassword() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** True when it is there, and so is all of it. */
  public boolean exists() {
    return Files.exists(path);
  }

  /** Its content without what surrounds it. */
  public String read() throws IOException {
    return Files.readString(path).strip();
  }

  void remove() throws IOException {
    Files.deleteIfExists(path);
  }

  /** Writes it where it is not yet; what is there stays. */
  public void keep(String content) throws IOException {
    if (!exists()) {
      replace(content);
    }
  }

  /** Writes it, whatever was there. */
  public void replace(String content) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    Path draft = path.resolveSibling("." + path.getFileName() + ".new");
    Files.deleteIfExists(draft);
    try (FileChannel channel =
        FileChannel.open(
            draft,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    // Whatever the process's mask says.
    Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString(readers.permissions));
    Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
