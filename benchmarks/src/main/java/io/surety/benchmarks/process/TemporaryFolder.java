package io.surety.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is gone when the run is, however it ends. */
public final class TemporaryFolder implements AutoCloseable {

  private static final String PREFIX = "surety-bench-";

  private final Path path;
  private final Thread atTheEnd = new Thread(this::remove, "remove-temporary-folder");

  private TemporaryFolder(Path path) {
    this.path = path;
  }

  /** Makes a new one where the system keeps such things. */
  public static TemporaryFolder create() throws IOException {
    return of(Files.createTempDirectory(PREFIX));
  }

  /** Makes a new one in a folder that is there. */
  public static TemporaryFolder createIn(Path parent) throws IOException {
    return of(Files.createTempDirectory(parent, PREFIX));
  }

  private static TemporaryFolder of(Path path) {
    TemporaryFolder folder = new TemporaryFolder(path);
    Runtime.getRuntime().addShutdownHook(folder.atTheEnd);
    return folder;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(atTheEnd);
    } catch (IllegalStateException ending) {
      // Then it runs once more and finds nothing.
    }
  }

  private void remove() {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(path)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException kept) {
      // The system's own cleaning of its temporary folder takes what is left.
    }
  }
}
