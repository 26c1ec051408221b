package io.surety.standalone;

import io.surety.secrets.SecretFile;
import io.surety.secrets.SecretFile.Readers;
import io.surety.terminal.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The passwords of the logins: made here, one file each that only the owner may read. */
record Secrets(Path folder) {

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
    try {
      new SecretFile(file(login), Readers.OWNER).replace(password + "\n");
    } catch (IOException failure) {
      throw new CommandFailed(
          "The password file %s cannot be written; check the folder's owner and the disk's free space."
              .formatted(file(login)),
          failure);
    }
  }

  Path file(Login login) {
    return folder.resolve(login.role());
  }
}
