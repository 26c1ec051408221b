package io.surety.terminal;

import io.surety.bundle.ModelBundle;
import io.surety.registry.Models;
import io.surety.registry.PostgresModels;
import io.surety.registry.RegisteredModel;
import io.surety.runs.Run;
import io.surety.spec.ModelSpec;
import io.surety.terminal.CycleStep.Result;
import io.surety.training.MadeFrom;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Trains when there is something to learn: a loan that the newest version has not seen, or another
 * spec. So a training that died after it registered its candidate is not repeated.
 */
final class CycleTraining {

  private static final String NEW_LOANS =
      """
      SELECT COALESCE(SUM(added + changed), 0) FROM feature_store.ingest
      WHERE known_at > COALESCE(CAST(? AS timestamptz), '-infinity')
      """;

  private final OpenDatabase database;
  private final Session session;
  private final ModelSpec spec;
  private final String proposedAs;
  private final Models models;

  CycleTraining(OpenDatabase database, Session session, ModelSpec spec, String proposedAs) {
    this.database = database;
    this.session = session;
    this.spec = spec;
    this.proposedAs = proposedAs;
    this.models = new PostgresModels(database.as(Purpose.TRAINING));
  }

  Result train(Run run) {
    Optional<RegisteredModel> newest = newest();
    Optional<MadeFrom> seen = newest.flatMap(model -> MadeFrom.of(model.evidenceJson()));
    long unseen = newLoans(seen.map(MadeFrom::knownAt));
    run.count("new_loans", unseen);
    if (newest.isEmpty() && unseen == 0) {
      return nothing("There are no loans yet, so nothing was trained.");
    }
    if (newest.isPresent() && unseen == 0 && seen.filter(each -> each.isOf(spec)).isPresent()) {
      writeMissingReport(newest.get());
      return nothing(
          "No loan is new since the data of %s, so nothing was trained."
              .formatted(newest.get().version()));
    }
    ModelMaking.Made made =
        ModelMaking.train(
            database,
            spec,
            new ModelMaking.Terms(Optional.empty(), Optional.empty(), proposedAs),
            session);
    GateLines.print(session.console(), made.model().gates());
    run.hash("data", made.model().provenance().data().hash());
    run.hash("bundle", made.model().sha256());
    return made.model().gatesPassed()
        ? Result.done(made.version() + " is registered as a candidate; every gate was passed.")
        : Result.found(made.version() + " is registered as a candidate; a gate was not passed.");
  }

  private Result nothing(String sentence) {
    session.console().say("  " + sentence);
    return Result.done(sentence);
  }

  private Optional<RegisteredModel> newest() {
    return models.all().stream()
        .filter(model -> model.version().name().equals(spec.name()) && model.origin().isEmpty())
        .max(Comparator.comparingInt(model -> model.version().number()));
  }

  /** A training that was killed between registering and this leaves it out. */
  private void writeMissingReport(RegisteredModel model) {
    Path file = ModelMaking.usualReport(database, model.version());
    if (Files.isDirectory(database.reports()) && !Files.exists(file)) {
      ModelBundle bundle = ModelBundle.read(models.bundle(model.version()));
      OutputFile.of(file, "--report")
          .write(out -> {
            out.write(bundle.reportHtml().getBytes(StandardCharsets.UTF_8));
            return file;
          });
    }
  }

  private long newLoans(Optional<Instant> since) {
    DataSource source = database.as(Purpose.TRAINING);
    try (Connection connection = source.getConnection();
        PreparedStatement asked = connection.prepareStatement(NEW_LOANS)) {
      asked.setObject(1, since.map(moment -> moment.atOffset(ZoneOffset.UTC)).orElse(null));
      try (ResultSet row = asked.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException failure) {
      throw new CommandFailed(
          "The ledger of loans cannot be read (%s); check the database, and try again."
              .formatted(failure.getMessage()),
          failure);
    }
  }
}
