package io.surety.delivery.compose;

import io.surety.delivery.approval.Approvals;
import io.surety.delivery.freight.Candidate;
import io.surety.delivery.freight.Decision;
import io.surety.delivery.freight.Export;
import io.surety.delivery.freight.Freight;
import io.surety.delivery.freight.Image;
import io.surety.delivery.freight.Images;
import io.surety.delivery.stages.Destination;
import io.surety.delivery.stages.Environment;
import io.surety.delivery.tools.BuiltImages;
import io.surety.delivery.tools.Line;
import io.surety.delivery.tools.Tool;
import io.surety.delivery.tools.Toolbox;
import io.surety.delivery.training.Approving;
import io.surety.delivery.training.ArrivedModel;
import io.surety.delivery.training.Desks;
import io.surety.delivery.training.Training;
import io.surety.terminal.CommandFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Docker Compose on one machine: nothing is pushed or signed, and nobody signs in.
 *
 * @param starter who runs this, and so proposes what is trained
 * @param settings of the training, as for {@code train --set}
 */
public record ComposeDestination(
    Toolbox toolbox,
    Freight freight,
    Map<String, String> variables,
    Stack stack,
    Desks desks,
    Approvals approvals,
    String starter,
    List<String> settings)
    implements Destination {

  public ComposeDestination {
    settings = List.copyOf(settings);
  }

  @Override
  public void tools() {
    toolbox.run(Line.of(Tool.DOCKER, "version"));
    toolbox.run(Line.of(Tool.COMPOSE, "version"));
  }

  @Override
  public void images() {
    BuiltImages builder = BuiltImages.here(toolbox, variables);
    List<Image> images = new ArrayList<>();
    for (Image.Recipe recipe : Image.RECIPES) {
      String reference = recipe.name() + ":" + builder.commit();
      builder.build(recipe, reference);
      images.add(builder.inspect(recipe, reference, builder.localDigest(reference)));
    }
    freight.leave(new Images(builder.commit(), "", images));
  }

  @Override
  public void train(Environment environment) {
    new Training(desks, freight, starter, settings).train(environment);
  }

  @Override
  public void approve(Environment environment) {
    Approving approving = new Approving(desks, freight);
    Candidate candidate = approving.candidate();
    Approvals.Given given = approvals.read().requireAnother();
    approving.approve(
        environment,
        new Decision(
            candidate.version(),
            given.approver().name(),
            "",
            given.comment(),
            "",
            given.starters().getFirst().name()));
  }

  @Override
  public void deploy(Environment environment) {
    Export export = freight.require(Export.class);
    stack.deploy(environment, images(freight), export, freight.requireUnchanged(export));
  }

  @Override
  public void smoke(Environment environment) {
    stack.smoke(environment);
  }

  @Override
  public void canary(Environment environment) {
    Export export = freight.require(Export.class);
    stack.canary(environment, images(freight), export, freight.requireUnchanged(export));
  }

  @Override
  public void promote(Environment environment) {
    Export export = freight.require(Export.class);
    stack.promote(environment, images(freight), export, freight.requireUnchanged(export));
  }

  @Override
  public void withdraw(Environment environment) {
    stack.withdraw(environment);
    if (arrived(environment).takeBack(freight.require(Export.class))) {
      stack.rollback(environment);
    }
  }

  @Override
  public void rollback(Environment environment) {
    try {
      arrived(environment).takeBack(freight.require(Export.class));
    } finally {
      stack.rollback(environment);
    }
  }

  @Override
  public void planInfrastructure(Environment environment) {
    throw noInfrastructure();
  }

  @Override
  public void applyInfrastructure(Environment environment) {
    throw noInfrastructure();
  }

  private ArrivedModel arrived(Environment environment) {
    return new ArrivedModel(toolbox, desks, freight, environment);
  }

  private static Images images(Freight freight) {
    return freight.require(Images.class);
  }

  private static CommandFailed noInfrastructure() {
    return new CommandFailed(
        "Docker Compose has no infrastructure to plan: this stage is for --target aks.");
  }
}
