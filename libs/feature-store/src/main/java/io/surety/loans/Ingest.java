package io.surety.loans;

import io.surety.loans.IngestOutcome.AlreadyKnown;
import io.surety.loans.IngestOutcome.Loaded;
import io.surety.loans.IngestOutcome.Refused;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One load, within a transaction that whoever started it commits or rolls back by the outcome. */
final class Ingest {

  private final Connection connection;
  private final LoadStamp stamp;
  private final LoanSource source;
  private final IngestRules rules;
  private final Progress progress;
  private final Quarantine quarantine;

  Ingest(
      Connection connection,
      LoadStamp stamp,
      LoanSource source,
      IngestRules rules,
      Progress progress) {
    this.connection = connection;
    this.stamp = stamp;
    this.source = source;
    this.rules = rules;
    this.progress = progress;
    this.quarantine = new Quarantine(connection, stamp.ingestId());
  }

  IngestOutcome ingest(LoanFile file) throws SQLException, UnreadableFile {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL work_mem = '256MB'");
      statement.execute("SET LOCAL maintenance_work_mem = '256MB'");
    }
    Arrival.create(connection).read(file, quarantine, progress);
    String sha256 = file.sha256();
    Optional<AlreadyKnown> known = findLoad(sha256, file.read());
    if (known.isPresent()) {
      return known.get();
    }
    if (file.read() == 0) {
      return new Refused(source.name() + " has a header, but not one loan.", List.of());
    }
    if (hasTooManyBadRows(file)) {
      return tooManyBadRows(file);
    }
    progress.computingFeatures();
    LedgerUpdate update = new LedgerUpdate(connection, stamp);
    FeatureRefresh refresh = new FeatureRefresh(connection);
    Optional<LedgerUpdate.Result> first = stamp.first() ? update.applyFirst() : Optional.empty();
    if (first.isPresent()) {
      refresh.computeFirst();
      return record(file, sha256, first.get(), 0);
    }
    long repeated = new Repetitions(connection).takeOut(quarantine);
    if (hasTooManyBadRows(file)) {
      return tooManyBadRows(file);
    }
    LedgerUpdate.Result result = update.apply();
    refresh.computeTouched();
    return record(file, sha256, result, repeated);
  }

  private boolean hasTooManyBadRows(LoanFile file) {
    return quarantine.size() > rules.mostBadRows() * file.read();
  }

  private Optional<AlreadyKnown> findLoad(String sha256, long read) throws SQLException {
    String query = "SELECT file_name, known_at FROM feature_store.ingest WHERE sha256 = ?";
    try (PreparedStatement same = connection.prepareStatement(query)) {
      same.setString(1, sha256);
      try (ResultSet row = same.executeQuery()) {
        return row.next()
            ? Optional.of(
                new AlreadyKnown(
                    read, row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant()))
            : Optional.empty();
      }
    }
  }

  private Refused tooManyBadRows(LoanFile file) {
    BigDecimal percent = BigDecimal.valueOf(rules.mostBadRows()).movePointRight(2);
    String reason =
        String.format(
            Locale.ROOT,
            "%s is refused: %,d of its %,d rows are bad, and at most %s %% may be.",
            source.name(),
            quarantine.size(),
            file.read(),
            percent.stripTrailingZeros().toPlainString());
    return new Refused(reason, quarantine.first());
  }

  private Loaded record(LoanFile file, String sha256, LedgerUpdate.Result result, long repeated)
      throws SQLException {
    Loaded loaded =
        new Loaded(
            file.read(),
            result.added(),
            result.changed(),
            result.unchanged(),
            repeated,
            quarantine.size(),
            result.usersTouched(),
            stamp.knownAt());
    String insert =
        """
        INSERT INTO feature_store.ingest (
            ingest_id, file_name, sha256, source, known_at, rows_read, added, changed, unchanged,
            repeated, quarantined
        )
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;
    try (PreparedStatement ingest = connection.prepareStatement(insert)) {
      ingest.setLong(1, stamp.ingestId());
      ingest.setString(2, source.name());
      ingest.setString(3, sha256);
      ingest.setString(4, source.kind().name().toLowerCase(Locale.ROOT));
      ingest.setObject(5, stamp.knownAt().atOffset(ZoneOffset.UTC));
      ingest.setLong(6, loaded.read());
      ingest.setLong(7, loaded.added());
      ingest.setLong(8, loaded.changed());
      ingest.setLong(9, loaded.unchanged());
      ingest.setLong(10, loaded.repeated());
      ingest.setLong(11, loaded.quarantined());
      ingest.executeUpdate();
    }
    PlannerStatistics.refreshAfter(connection, result.added() + result.changed());
    return loaded;
  }
}
