package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.testing.KillableServer;
import io.surety.testing.RandomKills;
import io.surety.testing.Seed;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program that is killed at random instants, or the PostgreSQL under it is, until it was done as
 * often as is wanted.
 */
final class KilledProgram {

  private static final long LEAST_MILLIS = 500;
  private static final long PATIENCE_SECONDS = 120;

  private final KillableServer server;
  private final long slowestMillis;
  private final int wanted;
  private final Seed seed;
  private final Random random;
  private int kills;
  private int killsOfServer;

  /**
   * Prints its seed, which can be given back.
   *
   * @param usualKills how often it kills when nothing is said
   * @param slowestMillis how long after a start it kills at the latest; what is done before is not
   *     disturbed
   */
  KilledProgram(String test, KillableServer server, int usualKills, long slowestMillis) {
    this.server = server;
    this.slowestMillis = slowestMillis;
    this.wanted = RandomKills.number(usualKills);
    this.seed = Seed.of("%s, %d kills".formatted(test, wanted));
    this.random = seed.random();
  }

  /** Starts the program. */
  @FunctionalInterface
  interface Start {

    Process start() throws Exception;
  }

  /** Whether it killed often enough. */
  boolean isEnough() {
    return kills >= wanted;
  }

  /** What a failed test has to tell. */
  String told() {
    return "%s, after %d kills, %d of them of PostgreSQL".formatted(seed, kills, killsOfServer);
  }

  /** Starts a program again and again until it ends well; returns how often it was started. */
  int untilDone(Start program, List<ExitCode> well) throws Exception {
    for (int starts = 1; ; starts++) {
      Process process = program.start();
      Integer code = disturb(process);
      if (code != null && well.stream().anyMatch(each -> each.number() == code)) {
        return starts;
      }
    }
  }

  /** The exit code; null when it was killed before it had one. */
  private @Nullable Integer disturb(Process process) throws Exception {
    long life = LEAST_MILLIS + random.nextLong(slowestMillis);
    boolean ofServer = random.nextBoolean();
    if (process.waitFor(life, TimeUnit.MILLISECONDS)) {
      return process.exitValue();
    }
    kills++;
    if (!ofServer) {
      process.destroyForcibly().waitFor();
      return null;
    }
    killsOfServer++;
    server.kill();
    server.revive();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .as("the program ends when its database was away, %s", told())
        .isTrue();
    return process.exitValue();
  }
}
