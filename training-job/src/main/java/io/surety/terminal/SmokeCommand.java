package io.surety.terminal;

import io.surety.smoke.Endpoint;
import io.surety.smoke.SmokeTest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Proves that what is deployed answers, and answers right. */
@Command(
    name = "smoke",
    description = "Scores the served model's examples over HTTP, and compares the answers.",
    footer = {
      "",
      "The examples and their answers were written into the bundle when the model was trained, so an",
      "answer that differs in a single bit fails (exit code 1). With --features the feature service",
      "has to answer too, for a user that it may or may not know.",
      "",
      "  ./surety smoke --scores http://localhost:8080 --token-file token.txt --expect-version 3"
    })
final class SmokeCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--scores",
      required = true,
      paramLabel = "URL",
      description = "The prediction service.")
  private URI scores = URI.create("");

  @Option(names = "--features", paramLabel = "URL", description = "The feature service.")
  private @Nullable URI features;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with the token to send; - is standard input.")
  private @Nullable String tokenFile;

  @Option(
      names = "--expect-version",
      paramLabel = "N",
      description = "The version that has to answer.")
  private @Nullable Integer expected;

  @Option(
      names = "--patience",
      paramLabel = "DURATION",
      defaultValue = "PT1M",
      description = "How long it may take until the service answers. Default: ${DEFAULT-VALUE}.")
  private Duration patience = Duration.ofMinutes(1);

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  SmokeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Optional<String> token = token();
    try (Activity step = session.console().step("Smoke test")) {
      SmokeTest test =
          new SmokeTest(
              Endpoint.of(scores, token),
              Optional.ofNullable(features).map(address -> Endpoint.of(address, token)),
              Optional.ofNullable(expected));
      SmokeTest.Passed passed = test.run(patience);
      step.done(
          "%s/%d answered %s right, the slowest in %d ms"
              .formatted(
                  passed.model(),
                  passed.version(),
                  Console.count(passed.examples(), "example"),
                  passed.slowest().toMillis()));
    } catch (SmokeTest.Failed failed) {
      throw new CommandFailed(String.valueOf(failed.getMessage()));
    }
    return ExitCode.DONE.number();
  }

  private Optional<String> token() {
    String file = tokenFile;
    if (file == null) {
      return Optional.empty();
    }
    try {
      String read =
          file.equals("-")
              ? new String(session.input().readAllBytes(), StandardCharsets.UTF_8)
              : Files.readString(Path.of(file));
      return Optional.of(read.strip());
    } catch (IOException failure) {
      throw new CommandFailed(
          "The token file %s cannot be read; check its name and permissions.".formatted(file),
          failure);
    }
  }
}
