package io.surety.testing;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The interpreters of Python that tests may use: those that {@code SURETY_TEST_PYTHON} names, with
 * colons between them, or else {@code python3} of the path. None is needed to build.
 *
 * @param interpreters in the order in which they are looked at
 */
public record Pythons(List<String> interpreters) {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  public Pythons {
    interpreters = List.copyOf(interpreters);
  }

  /** Those of this machine. */
  public static Pythons here() {
    String named = System.getenv("SURETY_TEST_PYTHON");
    return new Pythons(
        named == null || named.isBlank() ? List.of("python3") : List.of(named.split(":")));
  }

  /** The first that can import all these modules. */
  public Optional<String> find(String... modules) {
    String imports = "import " + String.join(", ", modules);
    return interpreters.stream().filter(each -> runs(each, imports)).findFirst();
  }

  /** The same, or a test skipped with the reason printed. */
  public String require(String... modules) {
    Optional<String> found = find(modules);
    if (found.isEmpty()) {
      String reason =
          "SKIPPED: no Python with %s is here; SURETY_TEST_PYTHON names one."
              .formatted(String.join(" and ", modules));
      System.err.println(reason);
      Assumptions.abort(reason);
    }
    return found.orElseThrow();
  }

  /** A command that leaves nothing beside the modules it imports, and reports to nobody. */
  public static ProcessBuilder command(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().put("DO_NOT_TRACK", "true");
    return builder;
  }

  private static boolean runs(String interpreter, String program) {
    Process process;
    try {
      process =
          command(List.of(interpreter, "-c", program))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
    } catch (IOException absent) {
      return false;
    }
    try {
      return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The test was interrupted.", interrupted);
    } finally {
      process.destroyForcibly();
    }
  }
}
