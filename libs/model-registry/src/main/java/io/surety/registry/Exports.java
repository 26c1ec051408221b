package io.surety.registry;

import io.surety.bundle.ExportManifest;
import io.surety.bundle.ExportedDecision;
import io.surety.bundle.ModelExport;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes versions of this registry as exports. A version that was admitted goes out under the name
 * of the registry that it came from, with its approval as it was taken there. Switches of breakers
 * stay here: they speak of the requests that came here, and the other registry has breakers of its
 * own.
 */
public final class Exports {

  private record Identity(UUID registry, String name) {}

  private final JdbcClient database;
  private final Models models;
  private final TransactionTemplate snapshot;

  /** Reads as the login of this source, which trains or decides. */
  public Exports(DataSource source) {
    this.database = JdbcClient.create(source);
    this.models = new PostgresModels(source);
    this.snapshot = new TransactionTemplate(new JdbcTransactionManager(source));
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.snapshot.setReadOnly(true);
  }

  /**
   * The bytes of an export, whatever was decided about the version so far.
   *
   * @throws ModelNotFound when there is no such version
   */
  public byte[] of(ModelVersion version) {
    byte[] bytes = snapshot.execute(status -> write(version));
    if (bytes == null) {
      throw new IllegalStateException("A transaction ended without its result.");
    }
    return bytes;
  }

  private byte[] write(ModelVersion version) {
    byte[] bundle = models.bundle(version);
    RegisteredModel model = models.find(version).orElseThrow();
    Identity here = identity();
    List<ExportedDecision> decisions =
        models.decisions(version).stream()
            .filter(decision -> !decision.kind().switches())
            .map(decision -> exported(decision, model, here))
            .toList();
    return ModelExport.write(manifest(model, here), bundle, model.evidenceJson(), decisions);
  }

  private Identity identity() {
    return database
        .sql("SELECT registry, current_database() AS name FROM registry.identity")
        .query((row, number) ->
            new Identity(row.getObject("registry", UUID.class), row.getString("name")))
        .single();
  }

  private static ExportManifest manifest(RegisteredModel model, Identity here) {
    RegisteredModel.Origin origin =
        model
            .origin()
            .orElseGet(() ->
                new RegisteredModel.Origin(
                    here.registry(), here.name(), model.proposedBy(), model.createdAt(), ""));
    return new ExportManifest(
        ExportManifest.FORMAT_VERSION,
        origin.registry(),
        origin.registryName(),
        model.version().name(),
        model.version().number(),
        origin.proposedBy(),
        model.proposedAs(),
        model.dataHash(),
        model.gatesPassed(),
        origin.createdAt(),
        new TreeMap<>());
  }

  private static ExportedDecision exported(
      DecisionRecord decision, RegisteredModel model, Identity here) {
    DecisionRecord.Carried taken =
        decision
            .carried()
            .orElseGet(() ->
                new DecisionRecord.Carried(
                    here.registry(),
                    decision.id(),
                    decision.decidedAt(),
                    decision.decidedBy(),
                    decision.claimVerified()));
    return new ExportedDecision(
        taken.registry(),
        taken.id(),
        decision.kind().name().toLowerCase(Locale.ROOT),
        decision.alias().map(Alias::name).orElse(null),
        taken.decidedBy(),
        decision.claimedBy(),
        taken.claimVerified(),
        decision.signedAs() == Signature.Kind.AUTOMATIC,
        decision.reason(),
        decision.overrideReason().orElse(null),
        taken.decidedAt(),
        model.sha256(),
        decision.evidenceSha256());
  }
}
