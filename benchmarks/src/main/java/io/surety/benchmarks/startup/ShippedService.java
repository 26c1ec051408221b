package io.surety.benchmarks.startup;

import io.surety.benchmarks.process.ChildJvm;
import io.surety.terminal.CommandFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A service as an image has it: its jar, with its own libraries beside it and no others. */
final class ShippedService {

  private ShippedService() {}

  /**
   * Unpacks what the build packaged.
   *
   * @param home of Surety
   * @param service such as {@code feature-service}
   * @param folder to unpack into
   * @return the class path: one jar whose manifest names the libraries
   */
  static String unpack(Path home, String service, Path folder)
      throws IOException, InterruptedException {
    Path packaged = packaged(home.resolve(service).resolve("target"), service);
    Path unpacked = folder.resolve(service);
    Process tool =
        new ProcessBuilder(
                ChildJvm.java(),
                "-Djarmode=tools",
                "-jar",
                packaged.toString(),
                "extract",
                "--destination",
                unpacked.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (tool.waitFor() != 0) {
      throw new CommandFailed("%s cannot be unpacked:%n%s".formatted(packaged, said.strip()));
    }
    return unpacked.resolve(packaged.getFileName()).toString();
  }

  private static Path packaged(Path target, String service) throws IOException {
    List<Path> found = List.of();
    if (Files.isDirectory(target)) {
      try (Stream<Path> files = Files.list(target)) {
        found = files.filter(file -> isPackaged(file, service)).toList();
      }
    }
    if (found.size() != 1) {
      throw new CommandFailed(
          "%s holds %d packaged jars of %s instead of one. Run './mvnw clean package -Dmaven.test.skip=true -am -pl %s' to package it anew."
              .formatted(target, found.size(), service, service));
    }
    return found.getFirst();
  }

  private static boolean isPackaged(Path file, String service) {
    String name = file.getFileName().toString();
    return name.startsWith(service + "-") && name.endsWith("-exec.jar");
  }
}
