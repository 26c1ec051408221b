package io.surety.standalone;

import io.surety.terminal.CommandFailed;
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
import java.util.Optional;
import java.util.Set;

/** The passwords of the logins: made here, one file each that only the owner may read. */
record Secrets(Path folder) {

  private static final int BYTES = 32;

  /** A fresh password of 256 random bits, in letters that need no quoting anywhere. */
  static String generate() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** The password of a login, or empty when none has been kept. */
  Optional<String> find(Login login) {
    try {
      return Files.exists(file(login))
          ? Optional.of(Files.readString(file(login)).strip())
          : Optional.empty();
    } catch (IOException failure) {
      throw new CommandFailed(
          "The password file %s cannot be read; check its owner and permissions."
              .formatted(file(login)),
          failure);
    }
  }

  /** The password of a login that must have one. */
  String require(Login login) {
    return find(login)
        .orElseThrow(() ->
            new CommandFailed(
                "The password file %s is gone, and without it nobody can log in: put it back, or move the data directory away to start anew."
                    .formatted(file(login))));
  }

  /** Keeps a password: after a crash the file holds all of it or does not exist. */
  void keep(Login login, String password) {
    Path file = file(login);
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(draft);
      try (FileChannel channel =
          FileChannel.open(
              draft,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        ByteBuffer bytes = ByteBuffer.wrap((password + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new CommandFailed(
          "The password file %s cannot be written; check the folder's owner and the disk's free space."
              .formatted(file),
          failure);
    }
  }

  Path file(Login login) {
    return folder.resolve(login.role());
  }
}
