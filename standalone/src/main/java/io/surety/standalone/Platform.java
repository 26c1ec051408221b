package io.surety.standalone;

import io.surety.terminal.CommandFailed;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The kind of machine, as the archives of PostgreSQL's programs name it. */
record Platform(String system, String processor, String library) {

  static Platform ofThisMachine() {
    return of(
        System.getProperty("os.name", ""),
        System.getProperty("os.arch", ""),
        Files.exists(Path.of("/etc/alpine-release")));
  }

  static Platform of(String osName, String osArch, boolean alpine) {
    String name = osName.toLowerCase(Locale.ROOT);
    String system = name.startsWith("mac") ? "darwin" : name;
    String processor =
        switch (osArch.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> osArch;
        };
    return new Platform(system, processor, alpine ? "-alpine_linux" : "");
  }

  String archiveName() {
    return "postgres-" + system + "-" + processor + library + ".txz";
  }

  /** The archive for this machine among the libraries of the program. */
  URL archive() {
    URL found = Platform.class.getClassLoader().getResource(archiveName());
    if (found == null) {
      throw new CommandFailed(
          "No PostgreSQL for this machine (%s) comes with Surety: start a PostgreSQL 18 of your own and name it with --database."
              .formatted(archiveName()));
    }
    return found;
  }
}
