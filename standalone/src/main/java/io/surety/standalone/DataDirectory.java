package io.surety.standalone;

import io.surety.terminal.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder that holds people's data: the database cluster, its passwords, logs and reports. Only
 * its owner may look into it. A folder with other content is never taken over.
 */
record DataDirectory(Path root) {

  private static final String MARK = "surety-data";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  /** Prepares the folder, making it when it is missing. */
  static DataDirectory prepare(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    DataDirectory directory = new DataDirectory(root);
    try {
      if (!Files.exists(root.resolve(MARK)) && isOccupied(root)) {
        throw new CommandFailed(
            "%s is a folder with other things in it, so no data goes there; name an empty or a new one with --data-dir."
                .formatted(root));
      }
      Files.createDirectories(root.toAbsolutePath().getParent() == null ? root : root.getParent());
      makePrivate(root);
      for (Path part :
          new Path[] {
            directory.locks(), directory.logs(), directory.reports(), directory.secrets()
          }) {
        makePrivate(part);
      }
      if (!Files.exists(root.resolve(MARK))) {
        Files.writeString(
            root.resolve(MARK),
            "Surety keeps people's data in this folder. Delete the whole folder to forget it.\n");
      }
      return directory;
    } catch (IOException failure) {
      throw new CommandFailed(
          "The data directory %s cannot be used (%s); check its owner and permissions, or name another with --data-dir."
              .formatted(root, failure.getMessage()),
          failure);
    }
  }

  private static boolean isOccupied(Path root) throws IOException {
    if (!Files.exists(root)) {
      return false;
    }
    if (!Files.isDirectory(root)) {
      return true;
    }
    try (Stream<Path> content = Files.list(root)) {
      // A first command that was killed early leaves folders of ours without the mark.
      return content.map(path -> path.getFileName().toString()).anyMatch(name -> !isOurs(name));
    }
  }

  private static boolean isOurs(String name) {
    return Set.of("locks", "logs", "programs", "reports", "secrets").contains(name);
  }

  static void makePrivate(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
    Files.setPosixFilePermissions(folder, OWNER_ONLY);
  }

  /** The database cluster. */
  Path cluster() {
    return root.resolve("postgresql");
  }

  /** PostgreSQL's programs, unpacked. */
  Path programs() {
    return root.resolve("programs");
  }

  /** There when the loans in the folder are simulated; known without starting PostgreSQL. */
  Path simulatedMark() {
    return root.resolve("simulated-loans");
  }

  Path secrets() {
    return root.resolve("secrets");
  }

  Path locks() {
    return root.resolve("locks");
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path reports() {
    return root.resolve("reports");
  }
}
