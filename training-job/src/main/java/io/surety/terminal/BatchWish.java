package io.surety.terminal;

import io.surety.batch.Batch;
import io.surety.batch.BatchTerms;
import io.surety.batch.InputFile;
import io.surety.batch.Shard;
import io.surety.featurestore.FeatureSnapshot;
import io.surety.registry.Alias;
import io.surety.registry.Answerer;
import io.surety.registry.Breaker;
import io.surety.registry.ModelVersion;
import io.surety.registry.Models;
import io.surety.registry.PostgresBreakers;
import io.surety.registry.RegisteredModel;
import io.surety.registry.Stage;
import io.surety.runs.Agreement;
import io.surety.runs.RunLog;
import io.surety.runs.RunPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** A batch as somebody asked for it; what was not said is settled by the first run of its key. */
record BatchWish(
    Optional<LocalDate> asOf,
    Optional<String> version,
    Optional<Alias> alias,
    Optional<Path> input,
    Optional<String> key,
    Shard shard) {

  /**
   * Settles what is still open, or finds it settled.
   *
   * @param told is told when another version scores than the alias points at
   */
  Batch settle(DataSource database, Models models, Clock clock, Consumer<String> told) {
    if (version.isPresent() && alias.isPresent()) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "--model and --alias both name what scores; leave one of them out.");
    }
    if (asOf.isPresent() && !looksUsersUp()) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "The rows of --input bring their features with them, so there is no date to look at: leave --as-of out. A file with the column user_id alone takes one.");
    }
    if (shard.of() > 1 && key.isEmpty()) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE, "The parts of a batch share a key; name one with --key.");
    }
    String named = key.map(BatchWish::checked).orElseGet(() -> UUID.randomUUID().toString());
    RunLog log = new RunLog(database);
    Agreement settled =
        log.findAgreement(Batch.KIND, named)
            .orElseGet(
                () -> log.agree(Batch.KIND, named, terms(database, models, clock, told).toMap()));
    Batch batch = new Batch(database, named, settled, shard);
    requireSame(batch, models);
    return batch;
  }

  private static String checked(String key) {
    try {
      return RunPlan.requireKey(key);
    } catch (IllegalArgumentException refused) {
      throw new CommandFailed(ExitCode.WRONG_USAGE, "--key: " + refused.getMessage());
    }
  }

  private BatchTerms terms(DataSource database, Models models, Clock clock, Consumer<String> told) {
    RegisteredModel scoring = scoring(database, models, told);
    Optional<String> hash = input.map(BatchWish::sha256);
    Optional<Instant> known = looksUsersUp() ? knownNow(database) : Optional.empty();
    return new BatchTerms(
        scoring.version(),
        scoring.sha256(),
        asOf.orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)),
        known,
        hash,
        shard.of());
  }

  /** Whether users are named, by a file or by none, and not rows. */
  private boolean looksUsersUp() {
    return input.map(IngestCommand::readable).map(InputFile::new).stream()
        .allMatch(InputFile::isOfUsers);
  }

  private static Optional<Instant> knownNow(DataSource database) {
    try (FeatureSnapshot snapshot = FeatureSnapshot.open(database, Optional.empty())) {
      if (snapshot.knownAt().isEmpty()) {
        throw new CommandFailed(
            "There are no loans yet, so there is nobody to score; './surety ingest FILE' loads them.");
      }
      return snapshot.knownAt();
    }
  }

  private RegisteredModel scoring(DataSource database, Models models, Consumer<String> told) {
    RegisteredModel model =
        version.isPresent()
            ? new WrittenVersion(version.get()).require(models)
            : answering(database, models, told);
    if (model.stage() != Stage.APPROVED) {
      throw new CommandFailed(
          "%s is not approved, and decides about nobody; './surety approve %s' approves it."
              .formatted(model.version(), model.version()));
    }
    return model;
  }

  /** The version that answers for the alias, which another one does while a breaker is open. */
  private RegisteredModel answering(DataSource database, Models models, Consumer<String> told) {
    Alias wanted = alias.orElse(Alias.CHAMPION);
    RegisteredModel served = served(models, wanted);
    Breaker breaker = new PostgresBreakers(database).find(served.version(), wanted);
    return switch (breaker.answerer()) {
      case Answerer.Itself() -> served;
      case Answerer.Fallback(ModelVersion other) -> {
        told.accept(
            "The breaker of %s is %s, so %s scores instead."
                .formatted(served.version(), breaker.state().written(), other));
        yield new WrittenVersion(other.toString()).require(models);
      }
      case Answerer.Policy _ ->
          throw new CommandFailed(
              "The breaker of %s is %s and no version may answer instead, so nobody is scored. Name an approved version with --model, or see './surety breaker'."
                  .formatted(served.version(), breaker.state().written()));
    };
  }

  private static RegisteredModel served(Models models, Alias wanted) {
    List<RegisteredModel> served =
        models.all().stream().filter(model -> model.aliases().contains(wanted)).toList();
    return switch (served.size()) {
      case 1 -> served.getFirst();
      case 0 ->
          throw new CommandFailed(
              "No version is %s; promote one, or name what scores with --model.".formatted(wanted));
      default ->
          throw new CommandFailed(
              ExitCode.WRONG_USAGE,
              "Several models have a version that is %s; name one with --model.".formatted(wanted));
    };
  }

  /** What was said must be what was settled; what was not said need not be said again. */
  private void requireSame(Batch batch, Models models) {
    BatchTerms terms = batch.terms();
    require(batch, asOf.map(LocalDate::toString), terms.asOf().toString(), "as of", "--as-of");
    require(
        batch,
        version.map(text -> new WrittenVersion(text).meant(models).toString()),
        terms.version().toString(),
        "by",
        "--model");
    require(
        batch,
        Optional.of(Integer.toString(shard.of())),
        Integer.toString(terms.shards()),
        "in shards of",
        "--shard");
    require(
        batch,
        Optional.of(input.map(BatchWish::sha256).orElse("no file")),
        terms.input().orElse("no file"),
        "from the file",
        "--input");
  }

  private static void require(
      Batch batch, Optional<String> said, String settled, String how, String option) {
    if (said.isPresent() && !said.get().equals(settled)) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "The batch '%s' is scored %s %s, not %s; say the same with %s, or give another batch another --key."
              .formatted(batch.key(), how, settled, said.get(), option));
    }
  }

  private static String sha256(Path file) {
    IngestCommand.readable(file);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
        bytes.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException failure) {
      throw new CommandFailed(
          "%s cannot be read (%s).".formatted(file, failure.getMessage()), failure);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
