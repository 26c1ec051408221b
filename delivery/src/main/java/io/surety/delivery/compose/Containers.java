package io.surety.delivery.compose;

import io.surety.delivery.tools.Line;
import io.surety.delivery.tools.Tool;
import io.surety.delivery.tools.Toolbox;
import io.surety.terminal.CommandFailed;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What Docker knows of containers and images. */
record Containers(Toolbox toolbox) {

  private static final String HEALTHY = "healthy";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** True when a service of the stack has a container that runs. */
  boolean isRunning(ComposeProject project, String service) {
    String container = container(project, service);
    return !container.isEmpty()
        && toolbox
            .ask(inspecting(container, "{{.State.Running}}").supposing("true"))
            .equals("true");
  }

  /** Waits until a service says that it is ready. */
  void awaitHealthy(ComposeProject project, String service) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String health = health(project, service);
    while (!health.equals(HEALTHY)) {
      if (System.nanoTime() - end >= 0) {
        throw new CommandFailed(
            "The service %s of %s did not get ready within %d minutes (it is %s); its log tells why: docker logs %s"
                .formatted(
                    service,
                    project.environment(),
                    PATIENCE.toMinutes(),
                    health,
                    container(project, service)));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      health = health(project, service);
    }
  }

  private String health(ComposeProject project, String service) {
    return toolbox.ask(
        inspecting(container(project, service), "{{.State.Health.Status}}").supposing(HEALTHY));
  }

  /** True when the engine has an image. */
  boolean hasImage(String reference) {
    return !toolbox
        .ask(Line.of(Tool.DOCKER, "images", "--quiet", reference).supposing("an image"))
        .isEmpty();
  }

  private String container(ComposeProject project, String service) {
    return toolbox.ask(project.line("ps", "--quiet", service).supposing("CONTAINER"));
  }

  private static Line inspecting(String container, String format) {
    return Line.of(Tool.DOCKER, "inspect", "--format", format, container);
  }
}
