package io.surety.delivery.freight;

import io.surety.terminal.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder in which a stage leaves what the next one takes; the pipeline publishes and downloads
 * it as an artifact. It holds no secrets.
 */
public final class Freight {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** Which stage leaves what. */
  private static final Map<Class<?>, String> LEFT_BY =
      Map.of(
          Images.class, "images",
          Candidate.class, "train",
          Decision.class, "approve",
          Export.class, "approve");

  private final Path folder;
  private final List<Record> supposed;

  /** A folder that is made when something is left in it. */
  public Freight(Path folder) {
    this(folder, List.of());
  }

  private Freight(Path folder, List<Record> supposed) {
    this.folder = folder;
    this.supposed = supposed;
  }

  /** The same folder to look at only: what is missing in it is made up, and nothing is left. */
  public static Freight lookedAt(Path folder) {
    return new Freight(folder, Supposed.ALL);
  }

  /** Leaves what a stage made, in place of what was there. */
  public void leave(Record freight) {
    if (!supposed.isEmpty()) {
      return;
    }
    write(name(freight.getClass()), JSON.writeValueAsString(freight) + "\n");
  }

  /** What an earlier stage left, if it did. */
  public <T extends Record> Optional<T> find(Class<T> kind) {
    Path file = folder.resolve(name(kind));
    if (!Files.isReadable(file)) {
      return supposed.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), kind));
    } catch (JacksonException failure) {
      throw new CommandFailed(
          "The file %s is not what the stage %s writes (%s); run that stage again."
              .formatted(file, LEFT_BY.get(kind), failure.getOriginalMessage()),
          failure);
    }
  }

  /** What an earlier stage left; refused in a sentence when it is not there. */
  public <T extends Record> T require(Class<T> kind) {
    return find(kind)
        .orElseThrow(() ->
            new CommandFailed(
                "There is no %s: the stage %s leaves it, so run './surety ship %s' before, or download the artifact of the run there."
                    .formatted(folder.resolve(name(kind)), LEFT_BY.get(kind), LEFT_BY.get(kind))));
  }

  /** A JSON file of the freight, if it is there. */
  public Optional<JsonNode> tree(String name) {
    Path file = folder.resolve(name);
    return Files.isReadable(file) ? Optional.of(JSON.readTree(file.toFile())) : Optional.empty();
  }

  /** The place of a file of the freight, whose folder is there afterwards. */
  public Path place(String name) {
    Path file = folder.resolve(name);
    if (!supposed.isEmpty()) {
      return file;
    }
    try {
      Files.createDirectories(file.resolveSibling(""));
    } catch (IOException failure) {
      throw unwritable(file, failure);
    }
    return file;
  }

  /** Writes a text file and returns where it is. */
  public Path write(String name, String text) {
    Path file = place(name);
    if (!supposed.isEmpty()) {
      return file;
    }
    try {
      return Files.writeString(file, text);
    } catch (IOException failure) {
      throw unwritable(file, failure);
    }
  }

  /** Takes a copy of a file that lies elsewhere. */
  public void keep(Path source, String name) {
    Path file = place(name);
    if (!supposed.isEmpty()) {
      return;
    }
    try {
      Files.copy(source, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw unwritable(file, failure);
    }
  }

  /** The SHA-256 of a file of the freight, in hexadecimal. */
  public String sha256(String name) {
    Path file = folder.resolve(name);
    if (!supposed.isEmpty() && !Files.isReadable(file)) {
      return Supposed.SHA256;
    }
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException | NoSuchAlgorithmException failure) {
      throw new CommandFailed(
          "The file %s cannot be read (%s); run the stage that leaves it again."
              .formatted(file, failure.getMessage()),
          failure);
    }
  }

  /** Refuses an export whose bytes are not those that were approved. */
  public Path requireUnchanged(Export export) {
    String sha256 = sha256(export.file());
    if (!sha256.equals(export.sha256())) {
      throw new CommandFailed(
          "The export %s is not the one that was approved (SHA-256 %s instead of %s): nothing is deployed with it."
              .formatted(folder.resolve(export.file()), sha256, export.sha256()));
    }
    return folder.resolve(export.file());
  }

  private static String name(Class<?> kind) {
    return kind.getSimpleName().toLowerCase(Locale.ROOT) + ".json";
  }

  private static CommandFailed unwritable(Path file, IOException failure) {
    return new CommandFailed(
        "The file %s cannot be written (%s); check the disk and who owns the folder."
            .formatted(file, failure.getMessage()),
        failure);
  }
}
