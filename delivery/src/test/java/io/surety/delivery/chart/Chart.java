package io.surety.delivery.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The chart, rendered by Helm itself as a library. Helm keeps hooks out of what it prints, so a
 * copy of the chart is rendered whose hooks are called otherwise; they are found under {@link
 * #HOOK}.
 */
final class Chart {

  static final Path FOLDER = Path.of("..", "helm");

  /** The annotation that stands for {@code helm.sh/hook} in what is rendered here. */
  static final String HOOK = "rendered.test/hook";

  private static final String RELEASE = "surety";
  private static final String NAMESPACE = "credit";
  private static final Map<Scenario, Manifests> RENDERED = new ConcurrentHashMap<>();

  private Chart() {}

  /** Everything that an installation would bring, hooks and tests included. */
  static Manifests rendered(Scenario scenario) {
    return RENDERED.computeIfAbsent(scenario, it -> Manifests.read(text(it.files())));
  }

  /** The text of everything with these values, or Helm's refusal as an exception. */
  static String text(List<Path> values) {
    Path copy = copied();
    try (Stream<Path> files = Files.walk(copy.resolve("templates"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.writeString(file, Files.readString(file).replace("helm.sh/hook", HOOK));
      }
      return template(copy, values);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What Helm prints for the chart as it is: without its hooks. */
  static String printed(Scenario scenario) {
    return template(FOLDER, scenario.files());
  }

  private static String template(Path chart, List<Path> values) {
    TemplateCommand command =
        new Helm(chart)
            .template()
            .withName(RELEASE)
            .withNamespace(NAMESPACE)
            .withKubeVersion("1.33.0");
    values.forEach(command::withValuesFile);
    return command.call();
  }

  /**
   * Lints the chart strictly with these values; Helm's library takes none, so they are written in.
   */
  static LintResult lint(List<Path> values) {
    Path copy = copied();
    try {
      Files.writeString(copy.resolve("values.yaml"), ValuesFiles.merged(values));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return new Helm(copy).lint().strict().call();
  }

  private static Path copied() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      Path copy = Files.createDirectories(Files.createTempDirectory("chart").resolve("surety"));
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path there = copy.resolve(FOLDER.relativize(file));
        Files.createDirectories(there.getParent());
        Files.copy(file, there);
      }
      return copy;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
