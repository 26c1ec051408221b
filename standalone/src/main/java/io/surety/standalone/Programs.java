package io.surety.standalone;

import io.surety.terminal.CommandFailed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's own programs, unpacked once for each version into the data directory. As root they
 * run in a user namespace of their own, because PostgreSQL refuses to run as root.
 */
final class Programs {

  private final Path bin;
  private final List<String> prefix;

  private Programs(Path bin, List<String> prefix) {
    this.bin = bin;
    this.prefix = prefix;
  }

  /** What a program said, and whether it was content. */
  record Answer(int exit, String output) {}

  /** Unpacks the programs for this machine where they are not yet; the caller holds the lock. */
  static Programs unpack(DataDirectory directory) {
    Platform platform = Platform.ofThisMachine();
    URL archive = platform.archive();
    try {
      Path home = directory.programs().resolve(identity(archive));
      if (!Files.isDirectory(home)) {
        DataDirectory.makePrivate(directory.programs());
        removeContent(directory.programs());
        Path draft = directory.programs().resolve("unpacking");
        extract(archive, draft);
        Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
      }
      return new Programs(home.resolve("bin"), prefixForThisUser());
    } catch (IOException failure) {
      throw new CommandFailed(
          "PostgreSQL's programs cannot be unpacked into %s (%s); check the disk's free space."
              .formatted(directory.programs(), failure.getMessage()),
          failure);
    }
  }

  /** The archive's name with its checksum: another version or machine has another. */
  private static String identity(URL archive) throws IOException {
    String name = archive.getPath().replaceAll(".*/|\\.txz$", "");
    if (archive.openConnection() instanceof JarURLConnection jar) {
      jar.setUseCaches(false);
      try (JarFile file = jar.getJarFile()) {
        long checksum = file.getEntry(jar.getEntryName()).getCrc();
        return name + "-" + Long.toHexString(checksum);
      }
    }
    return name;
  }

  private static void extract(URL archive, Path target) throws IOException {
    Files.createDirectory(target);
    try (InputStream raw = new BufferedInputStream(archive.openStream(), 1 << 16);
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(raw))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        extract(entry, tar, target);
      }
    }
  }

  private static void extract(TarArchiveEntry entry, InputStream content, Path target)
      throws IOException {
    Path path = target.resolve(entry.getName()).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("an entry leads outside: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(target.resolve(entry.getName()).resolveSibling(""));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, path);
      if (path.startsWith(target.resolve("bin"))) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      }
    }
  }

  private static List<String> prefixForThisUser() throws IOException {
    if (!System.getProperty("user.name", "").equals("root")) {
      return List.of();
    }
    List<String> unshare = List.of("unshare", "--user");
    Optional<Answer> tried = tryRun(Stream.concat(unshare.stream(), Stream.of("true")).toList());
    if (tried.isEmpty() || tried.get().exit() != 0) {
      throw new CommandFailed(
          "PostgreSQL does not run as root, and this machine does not let root step into a user namespace (unshare --user): run Surety as an ordinary user.");
    }
    return unshare;
  }

  private static Optional<Answer> tryRun(List<String> command) throws IOException {
    try {
      return Optional.of(execute(command));
    } catch (IOException missing) {
      return Optional.empty();
    }
  }

  /** Runs one of the programs to its end. */
  Answer run(String program, List<String> arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(bin.resolve(program).toString());
    command.addAll(arguments);
    try {
      return execute(command);
    } catch (IOException failure) {
      throw new CommandFailed(
          "PostgreSQL's program %s cannot be started (%s); delete %s to have it unpacked anew."
              .formatted(program, failure.getMessage(), bin.getParent()),
          failure);
    }
  }

  private static Answer execute(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Answer(process.waitFor(), output.strip());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private static void removeContent(Path folder) throws IOException {
    List<Path> content;
    try (Stream<Path> all = Files.list(folder)) {
      content = all.toList();
    }
    for (Path path : content) {
      removeTree(path);
    }
  }

  static void removeTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
