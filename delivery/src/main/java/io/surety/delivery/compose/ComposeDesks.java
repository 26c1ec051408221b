package io.surety.delivery.compose;

import io.surety.delivery.freight.Freight;
import io.surety.delivery.freight.Image;
import io.surety.delivery.freight.Images;
import io.surety.delivery.stages.Environment;
import io.surety.delivery.tools.Line;
import io.surety.delivery.tools.Tool;
import io.surety.delivery.tools.Toolbox;
import io.surety.delivery.tools.Toolbox.Answer;
import io.surety.delivery.training.Desk;
import io.surety.delivery.training.Desks;
import io.surety.delivery.training.Training;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Opens a desk in {@code compose.yaml}: a service of the training image, standing still, so with
 * the login and the volumes that the service has.
 */
public record ComposeDesks(Toolbox toolbox, Freight freight) implements Desks {

  private static final String LONGEST_SECONDS = "14400";

  @Override
  public Desk open(Environment environment, Work work) {
    Images images = freight.require(Images.class);
    String name = "surety-desk-" + work.name().toLowerCase(Locale.ROOT);
    toolbox.watch(Line.of(Tool.DOCKER, "rm", "--force", name));
    toolbox.run(
        new ComposeProject(environment, images.commit())
            .line("run", "--detach", "--name", name, "--entrypoint", "sleep", service(work))
            .and(LONGEST_SECONDS));
    return new ComposeDesk(toolbox, name, images.require(Image.TRAINING).entrypoint());
  }

  private static String service(Work work) {
    return switch (work) {
      case MIGRATION -> "migration";
      case TRAINING, READING -> "training";
      case APPROVAL -> "approval";
    };
  }

  private record ComposeDesk(Toolbox toolbox, String name, List<String> entrypoint)
      implements Desk {

    @Override
    public Answer surety(String... arguments) {
      return toolbox.watch(Training.supposed(line(arguments)));
    }

    @Override
    public void save(Path file, String... arguments) {
      toolbox.save(line(arguments), file);
    }

    @Override
    public void bring(String inside, Path file) {
      toolbox.save(Line.of(Tool.DOCKER, "exec", name, "cat", inside), file);
    }

    @Override
    public void close() {
      toolbox.watch(Line.of(Tool.DOCKER, "rm", "--force", name));
    }

    private Line line(String... arguments) {
      return Line.of(Tool.DOCKER, "exec", name).and(entrypoint).and(arguments);
    }
  }
}
