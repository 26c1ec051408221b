package io.surety.terminal;

import io.surety.feature.UserId;
import io.surety.predictionlog.Erasures;
import io.surety.predictionlog.Erasures.Erasure;
import io.surety.predictionlog.PredictionId;
import io.surety.runs.KeptRejections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes a person from the log. */
@Command(
    name = "erase",
    description = "Removes a person from the log of predictions.",
    footer = {
      "",
      "The person's number, the date, inputs, margin, probability, score and reasons of each",
      "prediction go; its id, time, version, decision and caller stay. What it took is recorded",
      "without naming the person. Rows about the person that batches rejected go whole. Done twice it",
      "changes nothing.",
      "",
      "Predictions whose inputs came with the request carry no user id: no person can be found in",
      "them, and they go when their day does ('./surety retention'). Backups made before keep what",
      "they hold; erase again where one is restored."
    })
final class EraseCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--user",
      required = true,
      paramLabel = "ID",
      description = "The person's user_id.")
  private long user;

  @Mixin private SignatureOptions signature = new SignatureOptions();

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  EraseCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    signature.sign();
    Console console = session.console();
    try (OpenDatabase open = database.open(session)) {
      Erasures erasures = new Erasures(open.as(Purpose.DECIDING));
      UserId person = person();
      Optional<Erasure> done =
          erasures.erase(person, signature.by.strip(), signature.reason.strip());
      long rejected = new KeptRejections(open.as(Purpose.DECIDING)).forget(person.value());
      if (rejected > 0) {
        console.print(
            "Removed %s about the person, kept from batches."
                .formatted(Console.count(rejected, "rejected row")));
      }
      console.print(
          done.map(EraseCommand::words).orElseGet(() -> nothing(erasures.of(person), rejected)));
      console.sayIndented(
          0,
          "Predictions whose inputs came with the request carry no user id and cannot be found by person. Backups made before still hold what was erased.");
    }
    return ExitCode.DONE.number();
  }

  private UserId person() {
    try {
      return new UserId(user);
    } catch (IllegalArgumentException refused) {
      throw new CommandFailed(ExitCode.WRONG_USAGE, String.valueOf(refused.getMessage()));
    }
  }

  private static String words(Erasure done) {
    return "Erased the person from %s, made from %s to %s; recorded as erasure %d."
        .formatted(
            Console.count(done.predictions(), "prediction"),
            Moments.minute(PredictionId.moment(done.first())),
            Moments.minute(PredictionId.moment(done.last())),
            done.id());
  }

  private static String nothing(List<Erasure> before, long rejected) {
    String end = rejected > 0 ? "." : ". Nothing was changed.";
    if (before.isEmpty()) {
      return "No prediction is logged about this person" + end;
    }
    Erasure last = before.getLast();
    return "No prediction is logged about this person any more, who was erased on %s from %s (erasure %d)%s"
        .formatted(
            Moments.minute(last.at()),
            Console.count(last.predictions(), "prediction"),
            last.id(),
            end);
  }
}
