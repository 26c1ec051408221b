package io.surety.terminal;

import io.surety.batch.Batch;
import io.surety.batch.BatchCapacity;
import io.surety.batch.BatchTerms;
import io.surety.batch.ResultFile;
import io.surety.registry.Alias;
import io.surety.registry.Models;
import io.surety.registry.PostgresModels;
import io.surety.runs.Begun;
import io.surety.runs.Run;
import io.surety.runs.RunPlan;
import io.surety.runs.RunRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores all users, those that a file names, or the rows of a file. */
@Command(
    name = "score-batch",
    description =
        "Scores every user as of a date, the users that a file names, or the rows of a file, with"
            + " reasons; all of it goes into the prediction log.",
    footer = {
      "",
      "What has a key happens once: killed anywhere and started again with the same key it goes on",
      "where it stopped; while it runs or when it is done, a second start does nothing and ends well.",
      "A row that the model cannot score, or whose user is unknown, is kept with its reason and",
      "stops no other. A row that comes twice is scored twice.",
      "",
      "While the breaker of the alias's version is open or half-open, whoever answers the service's",
      "requests decides here too, and the run and the files say so: 'fallback_for' names the version",
      "that another stands in for, and 'answered_by' is 'policy' where every row gets the decision of",
      "the policy, without a score; 'detail' then says why. A key keeps who decides, whatever becomes",
      "of the breaker meanwhile, and whether its features were stale when it began: score anew with",
      "another key.",
      "",
      "  ./surety score-batch --as-of 2021-12-27 --out scores.parquet --key nightly-2021-12-27",
      "  ./surety score-batch --input users.csv --as-of 2021-12-27 --out scores.csv",
      "  ./surety score-batch --out table --key nightly --shards 4    # I from JOB_COMPLETION_INDEX"
    })
final class ScoreBatchCommand implements Callable<Integer> {

  private static final String TABLE = "table";

  private final Session session;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      converter = Moments.DayConverter.class,
      description = "The date on which features are looked at. Default: today, in UTC.")
  private @Nullable LocalDate asOf;

  @Option(
      names = "--model",
      paramLabel = "VERSION",
      description = "The approved version that scores. " + WrittenVersion.DESCRIPTION)
  private @Nullable String model;

  @Option(
      names = "--alias",
      paramLabel = "ALIAS",
      converter = AliasConverter.class,
      description =
          "The alias whose version scores when none is named, or who answers instead while its"
              + " breaker is open. Default: champion.")
  private @Nullable Alias alias;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "OUT",
      description =
          "'table' for the prediction log alone, or a file ending in .csv or .parquet beside it.")
  private String out = "";

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description =
          "What to score instead of all users, as .csv or .csv.gz: users, where user_id is its one"
              + " column; otherwise rows with the model's inputs as columns, and user_id if they are"
              + " about somebody.")
  private @Nullable Path input;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Names the batch, which happens once. Default: a new one, which is shown.")
  private @Nullable String key;

  @Mixin private ShardOptions shards = new ShardOptions();

  @Mixin private FreshnessOptions freshness = new FreshnessOptions();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many threads score. Default: one for each processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  ScoreBatchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Optional<Path> file = file();
    if (threads < 1) {
      throw new CommandFailed(ExitCode.WRONG_USAGE, "--threads is a number from 1.");
    }
    try (OpenDatabase open = database.open(session)) {
      Recorder recorder = Recorder.of(open, session);
      Models models = new PostgresModels(open.as(Purpose.TRAINING));
      Batch batch =
          new BatchWish(
                  Optional.ofNullable(asOf),
                  Optional.ofNullable(model),
                  Optional.ofNullable(alias),
                  Optional.ofNullable(input),
                  Optional.ofNullable(key),
                  shards.shard(session.environment()),
                  freshness)
              .settle(open.as(Purpose.TRAINING), models, session.clock());
      switch (recorder.log().begin(plan(recorder, batch))) {
        case Begun.Started(Run run) ->
            recorder.carryOut(run, going -> score(batch, models, going, file));
        case Begun.Underway(RunRecord other) ->
            say(
                "Run %d is scoring the batch '%s' since %s, so there is nothing to do here."
                    .formatted(other.id(), batch.key(), Moments.minute(other.started())));
        case Begun.AlreadyDone(RunRecord other) ->
            say(
                "Run %d scored the batch '%s' already, so nothing was done: %s"
                    .formatted(other.id(), batch.key(), other.message()));
      }
    }
    return ExitCode.DONE.number();
  }

  private Optional<Path> file() {
    if (out.equals(TABLE)) {
      return Optional.empty();
    }
    Path file = Path.of(out);
    if (out.isBlank() || !ResultFile.isKnown(file)) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "--out is 'table', or the name of a file that ends in .csv or .parquet.");
    }
    OutputFile.of(file, "--out").requireWritable();
    return Optional.of(file);
  }

  private RunPlan plan(Recorder recorder, Batch batch) {
    BatchTerms terms = batch.terms();
    Map<String, String> parameters = new LinkedHashMap<>(terms.toMap());
    parameters.remove("bundle");
    parameters.remove("input");
    parameters.put("out", out);
    parameters.put("shard", batch.shard().toString());
    Map<String, String> hashes = new LinkedHashMap<>();
    hashes.put("bundle", terms.bundle());
    terms.input().ifPresent(hash -> hashes.put("input", hash));
    return recorder
        .plan(Batch.KIND, terms.version().name())
        .withKey(batch.shard().keyOf(batch.key()))
        .withParameters(parameters)
        .withHashes(hashes);
  }

  private Recorder.Outcome<Batch.Result> score(
      Batch batch, Models models, Run run, Optional<Path> file) {
    Console console = session.console();
    BatchWords words = new BatchWords(batch.terms());
    long began = System.nanoTime();
    console.print("Key     " + batch.key());
    words.warnings().forEach(sentence -> console.say(console.bad(sentence)));
    Batch.Result result;
    try (Activity step = console.step("Scores")) {
      result =
          batch.score(
              models,
              run,
              input,
              threads,
              rows -> step.at(Console.count(rows, "row") + " " + words.by()));
      step.done(words.words(result));
    }
    note(run, batch.terms(), result, Duration.ofNanos(System.nanoTime() - began));
    file.ifPresent(path -> write(new ResultFile(batch, path), models, result));
    if (result.rejected() > 0) {
      console.say(
          "    Rows that cannot be scored are kept in run_log.rejected_row, by key, with place and"
              + " reason.");
    }
    return Recorder.Outcome.done(result, words.words(result) + ".");
  }

  private void write(ResultFile file, Models models, Batch.Result result) {
    try (Activity step = session.console().step("File")) {
      file.write(models, result, rows -> step.at(Console.count(rows, "row")));
      step.done(Console.count(result.scored(), "row") + " in " + file.path());
    }
    session.console().print("Out     " + file.path().toAbsolutePath());
    if (result.rejected() > 0) {
      session.console().print("Left    " + file.rejectedPath().toAbsolutePath());
    }
  }

  private static void note(Run run, BatchTerms terms, Batch.Result result, Duration taken) {
    boolean scored = !(terms.capacity() instanceof BatchCapacity.Policy);
    run.count("rows", result.rows());
    run.count("scored", scored ? result.scored() : 0);
    run.count("by_policy", scored ? 0 : result.scored());
    run.count("rejected", result.rejected());
    run.count("approve", result.approved());
    run.count("refer", result.referred());
    run.count("decline", result.declined());
    run.metric("scoring_seconds", taken.toMillis() / 1e3);
  }

  private void say(String sentence) {
    session.console().say(sentence);
  }
}
