package io.surety.delivery;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of the repository, as git knows them: committed, or about to be. */
public final class Checkout {

  private Checkout() {}

  /** The folder that has mvnw in it. */
  public static Path root() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .filter(folder -> Files.exists(folder.resolve("mvnw")))
        .findFirst()
        .orElseThrow();
  }

  /** The names of all files, from the root, with slashes. */
  public static List<String> files() throws IOException, InterruptedException {
    Process git =
        new ProcessBuilder("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
            .directory(root().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (git.waitFor() != 0) {
      throw new IllegalStateException(
          "git does not list the files of " + root() + "; run the tests in a clone.");
    }
    return Stream.of(names.split("\0"))
        .filter(name -> Files.isRegularFile(root().resolve(name)))
        .distinct()
        .toList();
  }

  /** The text of a file, or nothing when it is not one of text. */
  public static Optional<String> text(String name) throws IOException {
    try {
      String text = Files.readString(root().resolve(name));
      return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException binary) {
      return Optional.empty();
    }
  }
}
