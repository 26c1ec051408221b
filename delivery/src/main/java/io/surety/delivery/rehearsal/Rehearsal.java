package io.surety.delivery.rehearsal;

import io.surety.delivery.approval.TypedApproval;
import io.surety.delivery.freight.Freight;
import io.surety.delivery.pipeline.Job;
import io.surety.delivery.pipeline.Pipeline;
import io.surety.delivery.pipeline.Stage;
import io.surety.delivery.pipeline.Step;
import io.surety.delivery.rehearsal.Timeline.Outcome;
import io.surety.terminal.CommandFailed;
import io.surety.terminal.Console;
import io.surety.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pipeline on one machine. Stages, jobs and steps are those of the pipeline's own file; each
 * line is the same but for its target. A step of a kind that is not known here ends the rehearsal.
 * As in Azure DevOps, a stage asks for the approvals of its environments before its first job.
 */
public final class Rehearsal {

  /** What the file says on the main branch. */
  private static final Map<String, String> RUN =
      Map.of("Build.Reason", "Manual", "Build.SourceBranch", "refs/heads/main");

  private static final String PROMPT = "./surety ";

  private final Path home;
  private final LineRunner runner;
  private final Answers answers;
  private final String starter;
  private final Console console;
  private final Timeline timeline;
  private final Artifacts artifacts;
  private final Freight freight;

  /**
   * A rehearsal.
   *
   * @param home Surety's folder
   * @param starter who starts it, and therefore approves nothing
   */
  public Rehearsal(
      Path home,
      LineRunner runner,
      Answers answers,
      String starter,
      Console console,
      Clock clock,
      ZoneId zone) {
    this.home = home;
    this.runner = runner;
    this.answers = answers;
    this.starter = starter;
    this.console = console;
    this.timeline = new Timeline(clock, zone);
    this.artifacts = new Artifacts(home, home.resolve("target").resolve("rehearsal"));
    this.freight = new Freight(home.resolve("target").resolve("ship"));
  }

  /** Runs all stages from one on, and what has to go wrong; prints the timeline in any case. */
  public void run(Pipeline pipeline, Optional<String> from) {
    List<Stage> stages = from(pipeline.running(RUN), from);
    if (from.isEmpty()) {
      Artifacts.remove(home.resolve("target").resolve("ship"));
    }
    try {
      stages.forEach(this::play);
      ExtraAct.ALL.forEach(this::play);
    } finally {
      timeline.print(console);
    }
  }

  List<Timeline.Entry> entries() {
    return timeline.entries();
  }

  private static List<Stage> from(List<Stage> stages, Optional<String> from) {
    if (from.isEmpty()) {
      return stages;
    }
    return stages.stream()
        .dropWhile(stage -> !stage.name().equalsIgnoreCase(from.get()))
        .findFirst()
        .map(first -> stages.subList(stages.indexOf(first), stages.size()))
        .orElseThrow(() ->
            new CommandFailed(
                ExitCode.WRONG_USAGE,
                "The pipeline has no stage %s; it has %s."
                    .formatted(
                        from.get(), String.join(", ", stages.stream().map(Stage::name).toList()))));
  }

  private void play(Stage stage) {
    for (String environment : stage.environments()) {
      timeline.note(stage.name(), "approval of " + environment, () -> approve(environment));
    }
    for (Job job : stage.jobs()) {
      play(stage, job);
    }
  }

  private void play(Stage stage, Job job) {
    RuntimeException failure = null;
    for (Step step : job.steps()) {
      if (step.runsAfter(failure != null)) {
        try {
          timeline.note(stage.name(), step.title(), () -> play(step));
        } catch (RuntimeException failed) {
          failure = failure == null ? failed : failure;
        }
      }
    }
    if (failure != null) {
      for (Step step : job.onFailure()) {
        timeline.note(stage.name(), "after the failure: " + step.title(), () -> play(step));
      }
      throw failure;
    }
  }

  private Outcome play(Step step) {
    return switch (step) {
      case Step.Typed typed -> type(typed);
      case Step.Confirmation confirmation -> confirm(confirmation);
      case Step.Published published -> {
        artifacts.publish(published.artifact(), published.folder());
        yield Outcome.DONE;
      }
      case Step.Downloaded downloaded -> {
        artifacts.download(downloaded.artifact(), downloaded.folder());
        yield Outcome.DONE;
      }
      case Step.TestResults results -> {
        artifacts.requireSome(results.patterns());
        yield Outcome.DONE;
      }
      case Step.Installed _, Step.CheckedOut _ -> Outcome.PROVIDED;
      case Step.Unknown unknown ->
          throw new CommandFailed(
              "The rehearsal does not know what the step '%s' does, so it cannot say that the pipeline works: teach it to io.surety.delivery.pipeline.Steps."
                  .formatted(unknown.title()));
    };
  }

  private Outcome type(Step.Typed typed) {
    if (!typed.line().startsWith(PROMPT) || typed.line().contains("\n")) {
      throw new CommandFailed(
          "The step '%s' is not one line of ./surety, so nobody can type it."
              .formatted(typed.title()));
    }
    List<String> arguments = ShipLine.forCompose(typed.line().substring(PROMPT.length()));
    console.say("");
    console.say("./surety " + String.join(" ", arguments));
    require(arguments, runner.run(arguments));
    return Outcome.DONE;
  }

  private static void require(List<String> arguments, int exit) {
    if (exit != 0) {
      throw new CommandFailed(
          "The line ended with exit code %d, and what it said above tells why: ./surety %s"
              .formatted(exit, String.join(" ", arguments)));
    }
  }

  private Outcome approve(String environment) {
    show();
    String approver = answers.another("Who approves %s?".formatted(environment), starter);
    freight.leave(new TypedApproval.Approval(approver, starter));
    console.say("%s approves %s.".formatted(approver, environment));
    return Outcome.ANSWERED;
  }

  private Outcome confirm(Step.Confirmation confirmation) {
    show();
    // What is to be put in its place has just been shown whole.
    console.say(confirmation.instructions().replaceAll("\\$\\([A-Z_]+\\)\\s*", ""));
    String reader = answers.another("Who has read this, and lets the run go on?", starter);
    console.say("%s lets the run go on.".formatted(reader));
    return Outcome.ANSWERED;
  }

  /** Shows the evidence where there is some. */
  private void show() {
    Path evidence = home.resolve("target").resolve("ship").resolve("evidence.md");
    if (Files.isReadable(evidence)) {
      try {
        console.print(Files.readString(evidence));
      } catch (IOException unreadable) {
        console.say("The evidence %s cannot be read.".formatted(evidence));
      }
    }
  }

  private void play(ExtraAct act) {
    timeline.note(
        "Beyond",
        act.title(),
        () -> {
          console.say("");
          console.say("./surety " + String.join(" ", act.arguments()));
          int exit = runner.run(act.arguments());
          if (!act.refused()) {
            require(act.arguments(), exit);
            return Outcome.DONE;
          }
          if (exit != ExitCode.GATE_NOT_PASSED.number()) {
            throw new CommandFailed(
                "This line had to be refused by a gate (exit code 3) and ended with %d: ./surety %s"
                    .formatted(exit, String.join(" ", act.arguments())));
          }
          return Outcome.REFUSED;
        });
  }
}
