package io.surety.delivery.compose;

import io.surety.delivery.freight.Export;
import io.surety.delivery.freight.Image;
import io.surety.delivery.freight.Images;
import io.surety.delivery.stages.Environment;
import io.surety.delivery.tools.Line;
import io.surety.delivery.tools.Tool;
import io.surety.delivery.tools.Toolbox;
import io.surety.terminal.CommandFailed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The services of {@code compose.yaml}. Its two prediction services are replaced one after the
 * other, each out of turn at the front door meanwhile, so that no request for a score fails. The
 * first delivery to an environment finds nothing there, and begins it as {@code docker compose up}
 * does, with a first model of its own.
 *
 * @param canaryShare of the requests that a canary gets, in percent
 */
public record ComposeStack(Toolbox toolbox, Containers containers, int canaryShare)
    implements Stack {

  private static final String FIRST = "prediction-1";
  private static final String SECOND = "prediction-2";
  private static final String CANARY = "prediction-canary";
  private static final String FEATURES = "feature-service";
  private static final String DOOR = "front-door";
  private static final String WATCH = "watch";
  private static final String INSIDE = "/exports/model.zip";
  private static final Map<String, Integer> EVERYBODY = Map.of(FIRST, 1, SECOND, 1);
  private static final int CANARY_ROUNDS = 3;

  /** Shares a tenth of the requests with a canary. */
  public ComposeStack(Toolbox toolbox) {
    this(toolbox, new Containers(toolbox), 10);
  }

  @Override
  public void deploy(Environment environment, Images images, Export export, Path file) {
    begin(environment, images);
    serve(environment, images, export, file);
  }

  @Override
  public void smoke(Environment environment) {
    toolbox.run(smoking(ComposeProject.now(environment)));
  }

  @Override
  public void canary(Environment environment, Images images, Export export, Path file) {
    begin(environment, images);
    ComposeProject trial = ComposeProject.canary(environment);
    tag(images.commit(), trial.tag());
    admit(trial, export, file, "canary");
    toolbox.run(up(trial, CANARY));
    containers.awaitHealthy(trial, CANARY);
    Line smoke =
        smoking(trial)
            .and("--scores", "http://" + CANARY + ":8080", "--expect-version", number(export));
    toolbox.run(smoke);
    weigh(
        environment,
        Map.of(FIRST, 100 - canaryShare, SECOND, 100 - canaryShare, CANARY, 2 * canaryShare));
    for (int round = 0; round < CANARY_ROUNDS; round++) {
      toolbox.run(smoke);
    }
  }

  @Override
  public void promote(Environment environment, Images images, Export export, Path file) {
    serve(environment, images, export, file);
    takeCanaryAway(environment);
  }

  @Override
  public void withdraw(Environment environment) {
    weigh(environment, EVERYBODY);
    takeCanaryAway(environment);
    // An alias that points nowhere already is what is wanted, too.
    toolbox.watch(
        ComposeProject.now(environment)
            .line("run", "--rm", "--no-deps", "approval", "withdraw", "canary")
            .and("--reason=The canary was taken away.", "--by=delivery"));
  }

  @Override
  public void rollback(Environment environment) {
    ComposeProject before = ComposeProject.before(environment);
    if (!containers.hasImage(Image.PREDICTIONS + ":" + before.tag())) {
      throw new CommandFailed(
          "Nothing was deployed to %s before what serves there, so there is nothing to go back to."
              .formatted(environment));
    }
    tag(before.tag(), ComposeProject.now(environment).tag());
    replaceServices(environment);
  }

  /** Brings the environment up where nothing serves yet. */
  private void begin(Environment environment, Images images) {
    ComposeProject now = ComposeProject.now(environment);
    if (containers.isRunning(now, FIRST)) {
      return;
    }
    tag(images.commit(), now.tag());
    toolbox.run(
        now.line(
            "up", "--detach", "--no-build", "first-model", FEATURES, FIRST, SECOND, DOOR, WATCH));
    for (String service : List.of(FEATURES, FIRST, SECOND)) {
      containers.awaitHealthy(now, service);
    }
    weigh(environment, EVERYBODY);
  }

  private void serve(Environment environment, Images images, Export export, Path file) {
    ComposeProject now = ComposeProject.now(environment);
    tag(now.tag(), ComposeProject.before(environment).tag());
    tag(images.commit(), now.tag());
    admit(now, export, file, "champion");
    replaceServices(environment);
    toolbox.run(
        smoking(now)
            .and("--scores", "http://" + DOOR + ":8080")
            .and("--features", "http://" + FEATURES + ":8081")
            .and("--expect-version", number(export)));
  }

  private void replaceServices(Environment environment) {
    ComposeProject now = ComposeProject.now(environment);
    toolbox.run(up(now, FEATURES));
    containers.awaitHealthy(now, FEATURES);
    replace(now, FIRST, SECOND);
    replace(now, SECOND, FIRST);
    weigh(environment, EVERYBODY);
    toolbox.run(up(now, WATCH));
  }

  private void replace(ComposeProject now, String service, String meanwhile) {
    weigh(now.environment(), Map.of(meanwhile, 1));
    toolbox.run(up(now, service));
    containers.awaitHealthy(now, service);
  }

  private void takeCanaryAway(Environment environment) {
    toolbox.run(ComposeProject.canary(environment).line("rm", "--stop", "--force", CANARY));
  }

  /** Migrations of the new image run before it, as what the admission depends on. */
  private void admit(ComposeProject project, Export export, Path file, String alias) {
    toolbox.run(
        project.line(
            "run",
            "--rm",
            "--volume",
            file.toAbsolutePath() + ":" + INSIDE + ":ro",
            "admission",
            "admit",
            INSIDE,
            "--sha256",
            export.sha256(),
            "--promote",
            alias));
  }

  private static Line smoking(ComposeProject project) {
    return project.line("run", "--rm", "--no-deps", "smoke");
  }

  private static Line up(ComposeProject project, String service) {
    return project.line("up", "--detach", "--no-build", "--no-deps", service);
  }

  private void tag(String from, String to) {
    for (Image.Recipe recipe : Image.RECIPES) {
      toolbox.run(
          Line.of(Tool.DOCKER, "tag", recipe.name() + ":" + from, recipe.name() + ":" + to));
    }
  }

  /** The front door looks five times a second, so a moment later nobody is sent elsewhere. */
  private void weigh(Environment environment, Map<String, Integer> weights) {
    StringBuilder lines = new StringBuilder();
    weights.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            each -> lines.append(each.getKey()).append('=').append(each.getValue()).append(' '));
    toolbox.run(
        ComposeProject.now(environment)
            .line("exec", "-T", DOOR, "sh", "-c")
            .and(
                "printf '%s\\n' "
                    + lines
                    + "> /run/door/next && mv /run/door/next /run/door/weights && sleep 1"));
  }

  private static String number(Export export) {
    return export.version().substring(export.version().indexOf('/') + 1);
  }
}
