package io.surety.delivery.rehearsal;

import io.surety.terminal.CommandFailed;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Artifacts of the pipeline, kept in a folder of this machine. */
record Artifacts(Path home, Path kept) {

  private static final String SOURCES = "$(Build.SourcesDirectory)/";

  /** Keeps what lies in a folder; refused when nothing does. */
  void publish(String artifact, String folder) {
    Path source = folder(folder);
    if (!Files.isDirectory(source) || files(source).isEmpty()) {
      throw new CommandFailed(
          "The artifact %s would be empty: there is nothing in %s.".formatted(artifact, source));
    }
    remove(kept.resolve(artifact));
    copy(source, kept.resolve(artifact));
  }

  /** Brings an artifact back. */
  void download(String artifact, String folder) {
    Path source = kept.resolve(artifact);
    if (!Files.isDirectory(source)) {
      throw new CommandFailed(
          "No stage has published the artifact %s yet: rehearse from the stage that does."
              .formatted(artifact));
    }
    copy(source, folder(folder));
  }

  /** Refuses when no file of the sources is named by one of the patterns. */
  void requireSome(List<String> patterns) {
    List<PathMatcher> matchers =
        patterns.stream()
            .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + home + "/" + pattern))
            .toList();
    try (Stream<Path> all = Files.walk(home, 5)) {
      if (all.noneMatch(file -> matchers.stream().anyMatch(each -> each.matches(file)))) {
        throw new CommandFailed(
            "There are no results of tests (%s).".formatted(String.join(", ", patterns)));
      }
    } catch (IOException failure) {
      throw unreadable(home, failure);
    }
  }

  private Path folder(String written) {
    return home.resolve(
        written.startsWith(SOURCES) ? written.substring(SOURCES.length()) : written);
  }

  static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException failure) {
      throw unreadable(folder, failure);
    }
  }

  private static void copy(Path source, Path target) {
    for (Path file : files(source)) {
      Path copy = target.resolve(source.relativize(file).toString());
      try {
        Files.createDirectories(copy.resolveSibling(""));
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException failure) {
        throw unreadable(copy, failure);
      }
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException failure) {
      throw unreadable(folder, failure);
    }
  }

  private static CommandFailed unreadable(Path path, IOException failure) {
    return new CommandFailed(
        "%s cannot be read or written (%s); check the disk.".formatted(path, failure.getMessage()),
        failure);
  }
}
