package io.surety.delivery.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The terraform of this machine; a test that asks for it is skipped aloud where there is none. */
public final class Terraform {

  private final Path notes;

  /** Keeps what it prints in a folder of the test's own. */
  public Terraform(Path notes) {
    this.notes = notes;
  }

  /** How a command ended, and all that it printed. */
  public record Outcome(int status, String printed) {}

  public Outcome run(Path folder, String... arguments) throws IOException, InterruptedException {
    Optional<Path> terraform = onThePath();
    if (terraform.isEmpty()) {
      skip("terraform is not on the PATH, so it was not asked about infra/.");
    }
    List<String> command = new ArrayList<>(List.of(terraform.orElseThrow().toString()));
    command.addAll(List.of(arguments));
    Path printed = Files.createTempFile(notes, "printed", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    // It asks a server of its maker for newer versions otherwise.
    builder.environment().put("CHECKPOINT_DISABLE", "true");
    Process process = builder.start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(
          command + " did not end within five minutes: " + Files.readString(printed));
    }
    return new Outcome(process.exitValue(), Files.readString(printed));
  }

  static void skip(String why) {
    String reason = "SKIPPED: " + why;
    System.err.println(reason);
    Assumptions.abort(reason);
  }

  private static Optional<Path> onThePath() {
    return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
        .map(place -> Path.of(place).resolve("terraform"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
