package io.surety.terminal;

import io.surety.runs.Begun;
import io.surety.runs.Run;
import io.surety.runs.RunLogUnavailable;
import io.surety.runs.RunRecord;
import io.surety.runs.RunTaken;
import io.surety.terminal.CycleStep.Result;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The steps of one cycle, each a run of its own under the key of the cycle. A step that is done is
 * not done again by a later start of the same cycle; one that fails keeps no other from its turn.
 */
final class Cycle {

  static final String KIND = "cycle";

  private static final String FOUND = "found";

  private final Recorder recorder;
  private final CycleWork work;
  private final Console console;
  private final Set<CycleStep> steps;

  Cycle(Recorder recorder, CycleWork work, Console console, Set<CycleStep> skipped) {
    this.recorder = recorder;
    this.work = work;
    this.console = console;
    this.steps = EnumSet.allOf(CycleStep.class);
    this.steps.removeAll(skipped);
  }

  /** What every step came to. */
  record Results(Map<CycleStep, Result> results) {

    boolean well() {
      return results.values().stream().allMatch(Result::well);
    }

    boolean found() {
      return results.values().stream().anyMatch(Result::found);
    }

    /** In a sentence. */
    String words() {
      String failed =
          results.entrySet().stream()
              .filter(each -> !each.getValue().well())
              .map(each -> each.getKey().typed())
              .collect(Collectors.joining(", "));
      String done = Console.count(results.size(), "step");
      return failed.isEmpty()
          ? done + " done" + (found() ? "; something was found that needs a person." : ".")
          : "Of %s these failed: %s.".formatted(done, failed);
    }
  }

  /** Does what is left to do under a key. */
  Results run(Run cycle, String key) {
    Map<CycleStep, Result> results = new EnumMap<>(CycleStep.class);
    for (CycleStep step : steps) {
      results.put(step, take(step, cycle, key));
    }
    return new Results(results);
  }

  private Result take(CycleStep step, Run cycle, String key) {
    Begun begun =
        recorder
            .log()
            .begin(
                recorder
                    .plan(step.kind())
                    .withKey(key)
                    .withExperiment(Optional.empty())
                    .withParameters(Map.of("cycle", Integer.toString(cycle.id()))));
    return switch (begun) {
      case Begun.Started(Run run) -> carryOut(step, run);
      case Begun.AlreadyDone(RunRecord before) -> {
        console.say(
            "  %s is done already, by run %d: %s"
                .formatted(step.typed(), before.id(), before.message()));
        yield before.metrics().containsKey(FOUND)
            ? Result.found(before.message())
            : Result.done(before.message());
      }
      case Begun.Underway(RunRecord other) ->
          throw new CommandFailed(
              "Run %d is at the step %s of this cycle; './surety runs' shows it."
                  .formatted(other.id(), step.typed()));
    };
  }

  private Result carryOut(CycleStep step, Run run) {
    try {
      return recorder.carryOut(
          run,
          going -> {
            Result result = work.take(step, going);
            if (result.found()) {
              going.count(FOUND, 1);
            }
            return new Recorder.Outcome<>(result, result.well(), result.message());
          });
    } catch (RunTaken | RunLogUnavailable lost) {
      throw lost;
    } catch (RuntimeException failure) {
      String sentence = Failures.sentence(failure);
      console.say(console.bad("Failed: ") + "the step " + step.typed() + ". " + sentence);
      return Result.failed(sentence);
    }
  }
}
