package io.surety.delivery.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfilesTest {

  private static final Path HOME = DockerEngine.home();
  private static final List<String> ALL =
      List.of("Dockerfile.feature", "Dockerfile.prediction", "Dockerfile.training");

  @Test
  void buildTheJarsByTheSameStageSoThatTheyAreBuiltOnce() throws IOException {
    TreeSet<String> stages = new TreeSet<>();
    for (String file : ALL) {
      stages.add(stageOfJars(read(file)));
    }
    assertThat(stages).hasSize(1);
  }

  @Test
  void useTheMavenOfTheWrapper() throws IOException {
    String version =
        find("apache-maven-([0-9.]+)-bin.zip", read(".mvn/wrapper/maven-wrapper.properties"))
            .getFirst();
    assertThat(find("apache-maven/([0-9.]+)/", stageOfJars(read(ALL.getFirst()))))
        .containsOnly(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile.feature", "Dockerfile.prediction", "Dockerfile.training"})
  void endAsAUserWithoutRightsFromABaseThatAnArgumentNames(String file) throws IOException {
    String last = read(file).substring(read(file).lastIndexOf("\nFROM "));
    assertThat(read(file)).contains("ARG BUILD_IMAGE=", "ARG RUN_IMAGE=eclipse-temurin:25-jre");
    assertThat(read(file).lines().filter(line -> line.startsWith("FROM ")))
        .allSatisfy(line ->
            assertThat(line)
                .matches("FROM (\\$\\{(BUILD|RUN)_IMAGE}|service|runtime)( AS [a-z]+)?"));
    assertThat(last)
        .contains("\nUSER 10001:10001\n")
        .contains("org.opencontainers.image.title=")
        .contains("org.opencontainers.image.revision=\"${COMMIT}\"")
        .contains("-XX:AOTCache=surety.aot")
        .doesNotContain("\nRUN ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile.feature", "Dockerfile.prediction", "Dockerfile.training"})
  void useNothingThatOnlyOneOfTheTwoBuildersKnows(String file) throws IOException {
    assertThat(read(file))
        .doesNotContain("--mount", "<<EOF", "COPY --link", "COPY --chmod", "# syntax=");
  }

  @Test
  void seeThePomOfEachModuleAndTheSourcesOfThoseThatGoIntoImages() throws IOException {
    List<String> modules = find("<module>(.*?)</module>", read("pom.xml"));
    List<String> letIn =
        read(".dockerignore").lines().filter(line -> line.startsWith("!")).sorted().toList();
    List<String> notInImages = List.of("libs/test-support", "delivery", "standalone", "benchmarks");
    List<String> expected =
        Stream.of(
                Stream.of("pom.xml", "LICENSE", ".mvn", "models/*.yaml", "exports/*.zip"),
                modules.stream().map(module -> module + "/pom.xml"),
                modules.stream()
                    .filter(module -> !notInImages.contains(module))
                    .map(module -> module + "/src/main"),
                Stream.of("feature-service", "prediction-service", "training-job")
                    .map(module -> module + "/jvm.options"))
            .flatMap(part -> part)
            .map(path -> "!" + path)
            .sorted()
            .toList();
    assertThat(letIn).isEqualTo(expected);
    assertThat(read(".dockerignore").lines().filter(line -> line.equals("**"))).hasSize(1);
  }

  private static String stageOfJars(String dockerfile) {
    int begin = dockerfile.indexOf("ARG BUILD_IMAGE=");
    int end = dockerfile.indexOf("\n\n", dockerfile.indexOf(" AS jars"));
    return dockerfile.substring(begin, end);
  }

  private static List<String> find(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(DockerfilesTest::group).toList();
  }

  private static String group(MatchResult match) {
    return match.group(1);
  }

  private static String read(String file) throws IOException {
    return Files.readString(HOME.resolve(file));
  }
}
