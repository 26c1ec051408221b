package io.surety.terminal;

import io.surety.batch.Batch;
import io.surety.batch.BatchCapacity;
import io.surety.batch.BatchTerms;
import io.surety.batch.InputFile;
import io.surety.batch.Shard;
import io.surety.featurestore.FeatureSnapshot;
import io.surety.registry.Alias;
import io.surety.registry.Models;
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
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** A batch as somebody asked for it; what was not said is settled by the first run of its key. */
record BatchWish(
    Optional<LocalDate> asOf,
    Optional<String> version,
    Optional<Alias> alias,
    Optional<Path> input,
    Optional<String> key,
    Shard shard,
    FreshnessOptions freshness) {

  /** Settles what is still open, or finds it settled. */
  Batch settle(DataSource database, Models models, Clock clock) {
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
            .orElseGet(() -> log.agree(Batch.KIND, named, terms(database, models, clock).toMap()));
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

  /** What is wanted, once it is known that it can be done: nothing else is settled. */
  private BatchTerms terms(DataSource database, Models models, Clock clock) {
    BatchDecider decider =
        version.isPresent()
            ? BatchDecider.named(models, version.get())
            : BatchDecider.answering(database, models, alias.orElse(Alias.CHAMPION));
    Optional<String> hash = input.map(BatchWish::sha256);
    Optional<Instant> known = looksUsersUp() ? knownNow(database) : Optional.empty();
    BatchTerms terms =
        new BatchTerms(
            decider.model().version(),
            decider.model().sha256(),
            decider.capacity(),
            asOf.orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)),
            known,
            known.flatMap(moment -> freshness.judge(moment, clock)),
            hash,
            shard.of());
    Batch.requireScorable(models, terms, input);
    return terms;
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

  /** What was said must be what was settled; what was not said need not be said again. */
  private void requireSame(Batch batch, Models models) {
    BatchTerms terms = batch.terms();
    require(batch, asOf.map(LocalDate::toString), terms.asOf().toString(), "as of", "--as-of");
    require(
        batch,
        version.map(text -> new WrittenVersion(text).meant(models).toString()),
        whoScores(terms),
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

  /** Who names a version wants its scores, which the policy has none of. */
  private static String whoScores(BatchTerms terms) {
    return terms.capacity() instanceof BatchCapacity.Policy
        ? "nobody, as the policy answers"
        : terms.version().toString();
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
