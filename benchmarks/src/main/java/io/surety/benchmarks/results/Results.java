package io.surety.benchmarks.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The newest result of each benchmark, one JSON file each in {@code benchmarks/target/results}. */
public final class Results {

  private static final String ENDING = ".json";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path folder;

  Results(Path folder) {
    this.folder = folder;
  }

  /** The results of this Surety; the launcher says where it is. */
  static Results ofThisSurety() {
    Path home = Path.of(System.getProperty("surety.home", "")).toAbsolutePath();
    return new Results(home.resolve("benchmarks/target/results"));
  }

  /** Keeps a result in the place of the one before, with the machine and the versions. */
  public static Path save(Result result) {
    return ofThisSurety().keep(new KeptResult(result, Surroundings.ofThisProcess()));
  }

  /** Writes the file of a result whole or not at all. */
  Path keep(KeptResult kept) {
    Path file = folder.resolve(kept.result().name() + ENDING);
    try {
      Files.createDirectories(folder);
      WholeFile.write(file, JSON.writeValueAsString(kept) + "\n");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return file;
  }

  /** All that are kept, by name. */
  List<KeptResult> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<KeptResult> results = new ArrayList<>();
      for (Path file : files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList()) {
        results.add(JSON.readValue(Files.readString(file), KeptResult.class));
      }
      return results;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
