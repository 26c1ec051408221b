package io.surety.delivery.tools;

import io.surety.delivery.freight.Image;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Builds images with the Docker of this machine.
 *
 * @param commit the commit that is built, which is the tag too
 * @param variables what the images are built with and run on, where it is said
 */
public record BuiltImages(Toolbox toolbox, String commit, Map<String, String> variables) {

  private static final String NO_DIGEST = "sha256:" + "0".repeat(64);
  private static final List<String> ARGUMENTS =
      List.of("BUILD_IMAGE", "RUN_IMAGE", "MAVEN_CENTRAL");

  /** The images of what is checked out here. */
  public static BuiltImages here(Toolbox toolbox, Map<String, String> variables) {
    String commit =
        toolbox.ask(Line.of(Tool.GIT, "rev-parse", "--short=12", "HEAD").supposing("000000000000"));
    return new BuiltImages(toolbox, commit, variables);
  }

  /** Builds an image. */
  public void build(Image.Recipe recipe, String reference) {
    List<String> arguments = new ArrayList<>();
    for (String argument : ARGUMENTS) {
      String value = variables.getOrDefault("SURETY_" + argument, "");
      if (!value.isEmpty()) {
        arguments.addAll(List.of("--build-arg", argument + "=" + value));
      }
    }
    toolbox.run(
        Line.of(Tool.DOCKER, "build", "--file", recipe.file(), "--tag", reference)
            .and("--build-arg", "COMMIT=" + commit, "--build-arg", "VERSION=" + commit)
            .and(arguments)
            .and("."));
  }

  /** The digest that the registry gave to an image that was pushed. */
  public String pushedDigest(String reference) {
    String repository = reference.substring(0, reference.lastIndexOf(':'));
    String digests =
        toolbox.ask(
            inspection("{{join .RepoDigests \"\\n\"}}", reference)
                .supposing(repository + "@" + NO_DIGEST));
    return Stream.of(digests.split("\n"))
        .filter(each -> each.startsWith(repository + "@"))
        .map(each -> each.substring(each.indexOf('@') + 1))
        .findFirst()
        .orElse("none");
  }

  /** The digest of an image of this machine. */
  public String localDigest(String reference) {
    return toolbox.ask(inspection("{{.Id}}", reference).supposing(NO_DIGEST));
  }

  /** What is to be known about an image that was built. */
  public Image inspect(Image.Recipe recipe, String reference, String digest) {
    String entrypoint =
        toolbox.ask(inspection("{{json .Config.Entrypoint}}", reference).supposing("[\"surety\"]"));
    return new Image(
        recipe.name(),
        reference,
        digest,
        Arrays.asList(new JsonMapper().readValue(entrypoint, String[].class)));
  }

  private static Line inspection(String format, String reference) {
    return Line.of(Tool.DOCKER, "image", "inspect", "--format", format, reference);
  }
}
