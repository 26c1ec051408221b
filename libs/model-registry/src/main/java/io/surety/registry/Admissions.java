package io.surety.registry;

import io.surety.bundle.ExportManifest;
import io.surety.bundle.ExportedDecision;
import io.surety.bundle.ModelExport;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes exports in, under the number that they have where they come from. What a login with {@code
 * surety_admitter} may do is these two acts and nothing else, and the database keeps their rules.
 */
public final class Admissions {

  /**
   * What an admission changed.
   *
   * @param added whether the version was not here before
   * @param promotion what came of the promotion that was asked for, empty when none was
   */
  public record Admitted(ModelVersion version, boolean added, Optional<Promoted> promotion) {}

  /** What came of a promotion. */
  public enum Promoted {
    /** The alias points at the version now, and did not before. */
    NOW("promoted"),
    /** The alias pointed at the version already. */
    BEFORE("there already"),
    /**
     * The alias stays where it is: when the version last was champion, people rolled it back or
     * withdrew it. A program does not overrule that; a person may.
     */
    TAKEN_BACK("taken back"),
    /**
     * The alias stays where it is: a breaker took the version out of service, under this alias or
     * another. A program does not overrule that; a person may.
     */
    TAKEN_OUT("taken out");

    private final String said;

    Promoted(String said) {
      this.said = said;
    }

    /** As the function of the database says it. */
    static Promoted of(String said) {
      for (Promoted each : values()) {
        if (each.said.equals(said)) {
          return each;
        }
      }
      throw new IllegalArgumentException("registry.promote says \"" + said + "\".");
    }
  }

  /** An alias that the version is to take over, and who says so. */
  public record Promotion(Alias alias, Signature by) {}

  private final JdbcClient database;
  private final TransactionTemplate transaction;

  /** Admits as the login of this source. */
  public Admissions(DataSource source) {
    this.database = JdbcClient.create(source);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    // The functions wait for a lock and then look again, which only READ COMMITTED lets them do.
    this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
  }

  /**
   * Admits an approved version with its approval, and lets an alias point at it: all of it or
   * nothing. What is done already is not done again, nor, by a program, what people took back.
   *
   * @throws NotAdmissible when the export holds no approval
   * @throws VersionTaken when this registry knows the number or the bundle as something else
   * @throws DecisionRefused when the approval breaks a rule of deciding
   */
  public Admitted admit(ModelExport export, Optional<Promotion> promotion) {
    ExportedDecision approval = export.approval().orElseThrow(() -> new NotAdmissible(export));
    ExportManifest manifest = export.manifest();
    ModelVersion version = new ModelVersion(manifest.model(), manifest.version());
    try {
      @Nullable Admitted admitted =
          transaction.execute(status -> {
            boolean added = add(export, manifest, approval);
            return new Admitted(version, added, promotion.map(each -> promote(version, each)));
          });
      if (admitted == null) {
        throw new IllegalStateException("A transaction ended without its result.");
      }
      return admitted;
    } catch (DataAccessException failure) {
      throw RefusalCode.translate(failure);
    }
  }

  private boolean add(ModelExport export, ExportManifest manifest, ExportedDecision approval) {
    return database
        .sql(
            """
            SELECT registry.admit(
              :model, :version, :bundle, :evidence, :dataHash, :gatesPassed,
              :proposedBy, :proposedAs, :createdAt, :registry, :registryName, :export,
              :decidedIn, :decisionId, :decidedAt, :decidedBy,
              :claimedBy, :claimVerified, :automatic, :reason, CAST(:overrideReason AS text))
            """)
        .param("model", manifest.model())
        .param("version", manifest.version())
        .param("bundle", export.bundleBytes())
        .param("evidence", export.evidenceJson())
        .param("dataHash", manifest.dataHash())
        .param("gatesPassed", manifest.gatesPassed())
        .param("proposedBy", manifest.proposedBy())
        .param("proposedAs", manifest.proposedAs())
        .param("createdAt", moment(manifest.createdAt()))
        .param("registry", manifest.registry())
        .param("registryName", manifest.registryName())
        .param("export", export.sha256())
        .param("decidedIn", approval.registry())
        .param("decisionId", approval.id())
        .param("decidedAt", moment(approval.decidedAt()))
        .param("decidedBy", approval.decidedBy())
        .param("claimedBy", approval.claimedBy())
        .param("claimVerified", approval.claimVerified())
        .param("automatic", approval.automatic())
        .param("reason", approval.reason())
        .param("overrideReason", approval.overrideReason())
        .query(Boolean.class)
        .single();
  }

  private Promoted promote(ModelVersion version, Promotion promotion) {
    Signature by = promotion.by();
    return Promoted.of(
        database
            .sql(
                "SELECT registry.promote(:model, :version, :alias, :claimedBy, :automatic, :reason)")
            .param("model", version.name())
            .param("version", version.number())
            .param("alias", promotion.alias().name())
            .param("claimedBy", by.claimedName())
            .param("automatic", by.kind() == Signature.Kind.AUTOMATIC)
            .param("reason", by.reason())
            .query(String.class)
            .single());
  }

  private static OffsetDateTime moment(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
