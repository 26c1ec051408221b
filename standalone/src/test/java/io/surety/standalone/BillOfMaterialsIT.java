package io.surety.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bill of materials of a deployable names what is in its jar, by name and by hash. */
class BillOfMaterialsIT {

  /** Unpacks the layers while an image is built, and is not in it. */
  private static final String UNPACKS = "spring-boot-jarmode-tools";

  private static final String LIBRARIES = "BOOT-INF/lib/";

  @ParameterizedTest
  @ValueSource(strings = {"feature-service", "prediction-service", "training-job"})
  void namesEveryLibraryOfTheJarAndNoOther(String module) throws Exception {
    Map<String, String> named = named(module);
    List<Path> jars = jars(module);
    if (jars.isEmpty()) {
      System.err.println("SKIPPED: " + module + " has no jar of its own to run yet.");
    }
    assumeThat(jars).isNotEmpty();
    assertThat(contents(jars.getFirst())).containsExactlyInAnyOrderEntriesOf(named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"feature-service", "prediction-service", "training-job"})
  void isTheSameForTheSameSources(String module) throws Exception {
    JsonNode bill = bill(module);
    assertThat(bill.path("bomFormat").asString()).isEqualTo("CycloneDX");
    assertThat(bill.path("specVersion").asString()).isEqualTo("1.6");
    assertThat(bill.path("metadata").path("component").path("name").asString()).isEqualTo(module);
    assertThat(bill.has("serialNumber")).as("a random number").isFalse();
    assertThat(bill.path("metadata").has("timestamp")).as("the time of the build").isFalse();
    assertThat(named(module)).hasSizeGreaterThan(10);
  }

  private static JsonNode bill(String module) throws IOException {
    Path file = home().resolve(module).resolve("target").resolve(module + ".cdx.json");
    assertThat(file).as("the bill, which a build with -o does not make").exists();
    return JsonMapper.shared().readTree(Files.readString(file));
  }

  /** The jars that the bill names, but for those that only ask for others and hold nothing. */
  private static Map<String, String> named(String module) throws IOException {
    Map<String, String> named = new TreeMap<>();
    for (JsonNode component : bill(module).path("components")) {
      String name = component.path("name").asString();
      if (!name.startsWith("spring-boot-starter")) {
        named.put(name + "-" + component.path("version").asString() + ".jar", sha256(component));
      }
    }
    return named;
  }

  private static String sha256(JsonNode component) {
    return component
        .path("hashes")
        .valueStream()
        .filter(hash -> hash.path("alg").asString().equals("SHA-256"))
        .map(hash -> hash.path("content").asString())
        .findFirst()
        .orElse("no hash");
  }

  private static List<Path> jars(String module) throws IOException {
    try (Stream<Path> files = Files.list(home().resolve(module).resolve("target"))) {
      return files.filter(file -> file.toString().endsWith("-exec.jar")).toList();
    }
  }

  private static Map<String, String> contents(Path jar) throws Exception {
    Map<String, String> contents = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        String name = entry.getName();
        if (name.startsWith(LIBRARIES) && name.endsWith(".jar") && !name.contains(UNPACKS)) {
          byte[] bytes = file.getInputStream(entry).readAllBytes();
          contents.put(
              name.substring(LIBRARIES.length()),
              HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        }
      }
    }
    return contents;
  }

  private static Path home() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .filter(folder -> Files.exists(folder.resolve("mvnw")))
        .findFirst()
        .orElseThrow();
  }
}
