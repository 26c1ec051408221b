package io.surety.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.tribuo.Tribuo;

/** Which code computed: written into the jar by the build. */
public final class BuildFacts {

  private final Properties properties = new Properties();

  /** Reads what the build wrote. */
  public BuildFacts() {
    try (InputStream stream = BuildFacts.class.getResourceAsStream("build.properties")) {
      if (stream == null) {
        throw new IllegalStateException("The build wrote no build.properties into training-job.");
      }
      properties.load(stream);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Version and, where the build knew it, commit. */
  public String code() {
    String commit = properties.getProperty("commit", "");
    String version = properties.getProperty("version");
    return commit.isEmpty() ? version : version + " (" + commit + ")";
  }

  Map<String, String> libraries() {
    Map<String, String> libraries = new TreeMap<>();
    libraries.put("tribuo", Tribuo.VERSION);
    libraries.put("xgboost4j", properties.getProperty("xgboost4j"));
    libraries.put("java", Runtime.version().toString());
    return libraries;
  }
}
