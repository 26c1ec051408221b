package io.surety.delivery.aks;

import io.surety.delivery.approval.Approvals;
import io.surety.delivery.freight.Candidate;
import io.surety.delivery.freight.Decision;
import io.surety.delivery.freight.Export;
import io.surety.delivery.freight.Freight;
import io.surety.delivery.freight.Images;
import io.surety.delivery.stages.Destination;
import io.surety.delivery.stages.Environment;
import io.surety.delivery.tools.BuiltImages;
import io.surety.delivery.tools.PinnedTools;
import io.surety.delivery.tools.Toolbox;
import io.surety.delivery.training.Approving;
import io.surety.delivery.training.ArrivedModel;
import io.surety.delivery.training.Migration;
import io.surety.delivery.training.Training;
import io.surety.terminal.CommandFailed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Azure Kubernetes Service.
 *
 * @param folder where what belongs to this machine alone is kept
 * @param settings of the training, as for {@code train --set}
 */
public record AksDestination(
    Toolbox toolbox,
    Freight freight,
    Path home,
    Path folder,
    PinnedTools pinned,
    Map<String, String> variables,
    Approvals approvals,
    List<String> settings,
    CanaryWatch.Pause pause)
    implements Destination {

  /** Images are built and signed there; each environment after it has them from the one before. */
  private static final Environment FIRST = Environment.DEV;

  private static final String MAIN = "refs/heads/main";

  public AksDestination {
    settings = List.copyOf(settings);
  }

  @Override
  public void tools() {
    pinned.fetch(toolbox);
  }

  @Override
  public void images() {
    signedImages(names(FIRST)).build();
  }

  @Override
  public void train(Environment environment) {
    Images images = freight.require(Images.class);
    Release release = release(environment);
    if (release.current().isEmpty()) {
      lay(release, images);
    } else if (isMain()) {
      new Migration(desks()).migrate(environment);
    }
    new Inbox(toolbox, release.cluster(), pause, run()).takeIn();
    new Training(desks(), freight, proposer(), settings).train(environment);
  }

  /** Before the first model there is nothing to serve: the database and the jobs alone. */
  private static void lay(Release release, Images images) {
    Map<String, String> values = release.usual(images);
    Release.serve(values, images);
    for (String service : Release.SERVICES) {
      values.put(service + ".autoscaling.enabled", "false");
      values.put(service + ".replicas", "0");
    }
    values.put("watch.replicas", "0");
    values.put("batch.train.enabled", "true");
    release.upgrade(Release.Purpose.FLOOR, images.commit(), values);
  }

  @Override
  public void approve(Environment environment) {
    Approving approving = new Approving(desks(), freight);
    Candidate candidate = approving.candidate();
    Approvals.Given given = approvals.read().requireAnother();
    approving.approve(
        environment,
        new Decision(
            candidate.version(),
            given.approver().name(),
            given.approver().id(),
            given.comment(),
            given.link(),
            given.starters().getFirst().name()));
  }

  @Override
  public void deploy(Environment environment) {
    deployment(environment).deploy();
  }

  @Override
  public void smoke(Environment environment) {
    release(environment).smoke();
  }

  @Override
  public void canary(Environment environment) {
    deployment(environment).canary(CanaryWatch.of(variables, pause));
  }

  @Override
  public void promote(Environment environment) {
    deployment(environment).promote();
  }

  @Override
  public void withdraw(Environment environment) {
    deployment(environment).withdraw();
  }

  @Override
  public void rollback(Environment environment) {
    deployment(environment).rollback();
  }

  @Override
  public void planInfrastructure(Environment environment) {
    new Infrastructure(toolbox, freight, names(environment), home, variables).plan();
  }

  @Override
  public void applyInfrastructure(Environment environment) {
    new Infrastructure(toolbox, freight, names(environment), home, variables).apply();
  }

  private Deployment deployment(Environment environment) {
    AzureNames names = names(environment);
    return new Deployment(
        release(environment),
        signedImages(names),
        new ExportContainer(toolbox, freight, names),
        new ArrivedModel(toolbox, desks(), freight, environment),
        freight.require(Images.class),
        freight.require(Export.class));
  }

  private SignedImages signedImages(AzureNames names) {
    return new SignedImages(
        toolbox,
        freight,
        names,
        BuiltImages.here(toolbox, variables),
        home.resolve("infra").resolve("cosign.pub"));
  }

  private Release release(Environment environment) {
    return new Release(toolbox, enter(environment), home);
  }

  private ClusterDesks desks() {
    return new ClusterDesks(toolbox, freight, this::enter, run());
  }

  /** What tells this run from others that work in the same cluster. */
  private String run() {
    return Optional.ofNullable(variables.get("BUILD_BUILDID"))
        .orElseGet(() -> freight.require(Images.class).commit());
  }

  /** What is on a branch alone must not change tables for everybody. */
  private boolean isMain() {
    return variables.getOrDefault("BUILD_SOURCEBRANCH", MAIN).equals(MAIN);
  }

  private Cluster enter(Environment environment) {
    return Cluster.enter(toolbox, names(environment), folder);
  }

  private AzureNames names(Environment environment) {
    return AzureNames.of(toolbox, variables, environment);
  }

  /** Who asked for the training; who approves it has to be somebody else. */
  private String proposer() {
    return Optional.ofNullable(variables.get("BUILD_REQUESTEDFOR"))
        .filter(name -> !name.isBlank())
        .or(() -> Optional.ofNullable(System.getProperty("user.name")))
        .orElseThrow(() -> new CommandFailed("Nobody is known to propose this training."));
  }
}
