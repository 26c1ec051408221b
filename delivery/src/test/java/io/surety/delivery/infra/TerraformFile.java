package io.surety.delivery.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file as {@code terraform fmt} writes it: blocks begin at the left edge and end there with a
 * brace, what they hold is indented by two spaces. That is all this reads; anything else is refused
 * aloud, so that a check on it never passes by seeing nothing.
 */
public record TerraformFile(Path path, List<Block> blocks, Map<String, String> settings) {

  private static final Pattern BLOCK = Pattern.compile("(\\w+)((?: \"[^\"]+\")*) \\{(}?)");
  private static final Pattern SETTING = Pattern.compile("(\\w+)\\s+= (.+)");
  private static final Pattern LABEL = Pattern.compile("\"([^\"]+)\"");

  /** A block of the left edge: {@code variable "zones" { … }} with its lines. */
  public record Block(String kind, List<String> labels, List<String> lines) {

    public String name() {
      return labels.getLast();
    }

    /** What a setting of the block itself, not of one nested in it, begins with. */
    public Optional<String> setting(String key) {
      return Optional.ofNullable(settings().get(key));
    }

    Map<String, String> settings() {
      Map<String, String> found = new LinkedHashMap<>();
      for (String line : lines) {
        if (line.startsWith("  ") && !line.startsWith("   ")) {
          Matcher setting = SETTING.matcher(line.strip());
          if (setting.matches()) {
            found.put(setting.group(1), setting.group(2));
          }
        }
      }
      return found;
    }
  }

  /**
   * Reads blocks, and settings outside of them; those of an object are named {@code object.key}.
   */
  static TerraformFile read(Path path) {
    List<Block> blocks = new ArrayList<>();
    Map<String, String> settings = new LinkedHashMap<>();
    Optional<Block> open = Optional.empty();
    String object = "";
    for (String line : lines(path)) {
      if (open.isPresent()) {
        if (line.equals("}")) {
          open = Optional.empty();
        } else {
          open.orElseThrow().lines().add(line);
        }
      } else if (!object.isEmpty()) {
        if (line.equals("}")) {
          object = "";
        } else {
          put(settings, object + ".", line.strip(), path);
        }
      } else if (BLOCK.matcher(line).matches()) {
        Block block = block(line);
        blocks.add(block);
        open = line.endsWith("}") ? Optional.empty() : Optional.of(block);
      } else if (line.matches("\\w+ = \\{")) {
        object = line.substring(0, line.indexOf(' '));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        put(settings, "", line, path);
      }
    }
    if (open.isPresent() || !object.isEmpty()) {
      throw new IllegalStateException(path + " ends inside a block: run terraform fmt.");
    }
    return new TerraformFile(path, blocks, settings);
  }

  /** The files of one folder, without those below it. */
  static List<TerraformFile> ofFolder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".tf"))
          .sorted()
          .map(TerraformFile::read)
          .toList();
    } catch (IOException cannotRead) {
      throw new UncheckedIOException(cannotRead);
    }
  }

  static List<String> lines(Path path) {
    try {
      return Files.readAllLines(path);
    } catch (IOException cannotRead) {
      throw new UncheckedIOException(cannotRead);
    }
  }

  private static Block block(String line) {
    Matcher block = BLOCK.matcher(line);
    if (!block.matches()) {
      throw new IllegalStateException(line + " begins no block.");
    }
    List<String> labels = LABEL.matcher(block.group(2)).results().map(m -> m.group(1)).toList();
    return new Block(block.group(1), labels, new ArrayList<>());
  }

  private static void put(Map<String, String> settings, String prefix, String line, Path path) {
    if (line.startsWith("#")) {
      return;
    }
    Matcher setting = SETTING.matcher(line);
    if (!setting.matches()) {
      throw new IllegalStateException(path + " has the line «" + line + "»: run terraform fmt.");
    }
    settings.put(prefix + setting.group(1), setting.group(2));
  }
}
