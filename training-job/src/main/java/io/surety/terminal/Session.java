package io.surety.terminal;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What a command has around it.
 *
 * @param directories opens the databases of data directories
 * @param environment the variables of the process
 * @param home the folder of Surety, which has {@code models/} and the usual data directory in it
 * @param input standard input
 */
public record Session(
    Console console,
    DataDirectories directories,
    Map<String, String> environment,
    Path home,
    Clock clock,
    InputStream input) {

  /** The surroundings of this process; the launcher says where Surety is. */
  public static Session ofThisProcess(Console console, DataDirectories directories) {
    return new Session(
        console,
        directories,
        System.getenv(),
        Path.of(System.getProperty("surety.home", "")).toAbsolutePath(),
        Clock.systemUTC(),
        System.in);
  }

  /** The data directory that is meant when none is named. */
  public Path usualDataDirectory() {
    return home.resolve(".surety");
  }

  /** The spec that is meant when none is named. */
  public Path usualSpec() {
    return home.resolve("models").resolve("loan-risk.yaml");
  }

  /** True when the person wants to see where a failure came from. */
  public boolean debugging() {
    return !environment.getOrDefault("SURETY_DEBUG", "").isEmpty();
  }
}
