package io.surety.delivery.infra;

import io.surety.delivery.infra.TerraformFile.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder infra/, and what its files declare. */
public record Infrastructure(Path folder) {

  static final List<String> ENVIRONMENTS = List.of("dev", "test", "prod");

  public static Infrastructure ofTheRepository() {
    return new Infrastructure(Path.of("..", "infra").toAbsolutePath().normalize());
  }

  /** Every folder that is a module: the root, the bootstrap, and those that the root composes. */
  List<Path> modules() {
    try (Stream<Path> modules = Files.list(folder.resolve("modules"))) {
      return Stream.concat(Stream.of(folder, folder.resolve("bootstrap")), modules.sorted())
          .toList();
    } catch (IOException cannotRead) {
      throw new UncheckedIOException(cannotRead);
    }
  }

  /** The text of every file that is committed, without what terraform itself leaves there. */
  List<Path> files() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().contains("/.terraform"))
          .sorted()
          .toList();
    } catch (IOException cannotRead) {
      throw new UncheckedIOException(cannotRead);
    }
  }

  public TerraformFile values(String environment) {
    return TerraformFile.read(folder.resolve("environments").resolve(environment + ".tfvars"));
  }

  public static List<Block> blocks(Path module, String kind) {
    return TerraformFile.ofFolder(module).stream()
        .flatMap(file -> file.blocks().stream())
        .filter(block -> block.kind().equals(kind))
        .toList();
  }

  static List<String> names(Path module, String kind) {
    return blocks(module, kind).stream().map(Block::name).toList();
  }

  static String text(Path module) {
    return TerraformFile.ofFolder(module).stream()
        .flatMap(file -> TerraformFile.lines(file.path()).stream())
        .filter(line -> !line.strip().startsWith("#"))
        .collect(Collectors.joining("\n"));
  }
}
