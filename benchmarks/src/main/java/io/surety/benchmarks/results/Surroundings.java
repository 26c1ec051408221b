package io.surety.benchmarks.results;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.springframework.boot.SpringBootVersion;

/**
 * Where and with what a benchmark ran.
 *
 * @param machine such as {@code cores}, in the order of the report
 * @param versions such as {@code Java}, in the order of the report
 */
record Surroundings(Map<String, String> machine, Map<String, String> versions) {

  private static final String UNKNOWN = "not told by this system";

  /** The surroundings of this process. */
  static Surroundings ofThisProcess() {
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("Processor", processor());
    machine.put("Cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    machine.put("Memory", memory());
    machine.put("System", system());
    Properties build = build();
    Map<String, String> versions = new LinkedHashMap<>();
    String commit = build.getProperty("commit", "");
    versions.put(
        "Surety", build.getProperty("version") + (commit.isEmpty() ? "" : " (" + commit + ")"));
    versions.put(
        "JDK", System.getProperty("java.vendor.version") + ", " + Runtime.version().toString());
    versions.put("Spring Boot", SpringBootVersion.getVersion());
    versions.put("PostgreSQL", build.getProperty("postgresql"));
    versions.put("XGBoost4J", build.getProperty("xgboost4j"));
    versions.put("Tribuo", build.getProperty("tribuo"));
    return new Surroundings(machine, versions);
  }

  private static Properties build() {
    Properties properties = new Properties();
    try (InputStream stream = Surroundings.class.getResourceAsStream("build.properties")) {
      if (stream == null) {
        throw new IllegalStateException("The build wrote no build.properties into benchmarks.");
      }
      properties.load(stream);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return properties;
  }

  private static String processor() {
    return told(Path.of("/proc/cpuinfo"), "model name").orElse(System.getProperty("os.arch"));
  }

  private static String memory() {
    return told(Path.of("/proc/meminfo"), "MemTotal")
        .map(text -> text.replaceAll("\\D", ""))
        .map(kilobytes -> Math.round(Long.parseLong(kilobytes) / 1048576.0) + " GB")
        .orElse(UNKNOWN);
  }

  private static String system() {
    return told(Path.of("/etc/os-release"), "PRETTY_NAME")
            .map(name -> name.replace("\"", "") + ", ")
            .orElse("")
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version");
  }

  /** The value of the first line that begins with a key, in a file of the system. */
  private static Optional<String> told(Path file, String key) {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(key.length()).replaceFirst("^\\s*[:=]\\s*", "").strip())
          .findFirst();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
