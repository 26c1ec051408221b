package io.surety.registry;

import static io.surety.registry.Alias.CHAMPION;
import static io.surety.registry.TestRegistry.newModel;
import static io.surety.registry.TestRegistry.officer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.surety.bundle.ModelExport;
import io.surety.registry.Admissions.Admitted;
import io.surety.registry.Admissions.Promoted;
import io.surety.registry.Admissions.Promotion;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What one registry approved comes into another, where its logins have the same names. */
class AdmissionIT {

  private static final Optional<Promotion> NO_PROMOTION = Optional.empty();

  private static TestRegistry dev;
  private static TestRegistry prod;
  private static DataSource admitter;

  @BeforeAll
  static void migrate() {
    dev = TestRegistry.create();
    prod = TestRegistry.create();
    admitter = prod.newLogin("surety_admitter");
  }

  @AfterAll
  static void drop() {
    dev.close();
    prod.close();
  }

  @Test
  void keepsNumberBundleEvidenceAndWhoApprovedWhereAndWhen() {
    String model = newModel();
    dev.asTrainer().register(RealBundle.candidate(model, true));
    ModelVersion second = approvedIn(dev, model, true);
    DecisionRecord there = dev.asTrainer().decisions(second).getFirst();
    ModelExport export = exported(second);

    Admitted admitted = new Admissions(admitter).admit(export, NO_PROMOTION);

    assertThat(admitted)
        .isEqualTo(new Admitted(new ModelVersion(model, 2), true, Optional.empty()));
    Models models = prod.asTrainer();
    RegisteredModel here = models.find(second).orElseThrow();
    RegisteredModel original = dev.asTrainer().find(second).orElseThrow();
    assertThat(here.stage()).isEqualTo(Stage.APPROVED);
    assertThat(models.bundle(second)).isEqualTo(dev.asTrainer().bundle(second));
    assertThat(here.evidenceJson()).isEqualTo(original.evidenceJson());
    assertThat(here.proposedAs()).isEqualTo("Dora Data");
    assertThat(here.proposedBy()).isEqualTo(TestRegistry.nameOf(admitter));
    RegisteredModel.Origin origin = here.origin().orElseThrow();
    assertThat(origin.registry()).isEqualTo(export.manifest().registry());
    assertThat(origin.proposedBy()).isEqualTo(original.proposedBy());
    assertThat(origin.createdAt()).isEqualTo(original.createdAt());
    assertThat(origin.exportSha256()).isEqualTo(export.sha256());

    DecisionRecord approval = models.decisions(second).getFirst();
    assertThat(approval.decidedBy()).isEqualTo(TestRegistry.nameOf(admitter));
    assertThat(approval.claimVerified()).isFalse();
    assertThat(approval.claimedBy()).isEqualTo("Olga Officer");
    assertThat(approval.reason()).isEqualTo(there.reason());
    assertThat(approval.evidenceSha256()).isEqualTo(there.evidenceSha256());
    assertThat(approval.carried())
        .contains(
            new DecisionRecord.Carried(
                origin.registry(), there.id(), there.decidedAt(), there.decidedBy(), false));
  }

  @Test
  void takesTheSameExportOnceAndHandsItOnAsItCame() {
    ModelVersion version = approvedIn(dev, newModel(), true);
    ModelExport export = exported(version);

    assertThat(new Admissions(admitter).admit(export, NO_PROMOTION).added()).isTrue();
    assertThat(new Admissions(admitter).admit(export, NO_PROMOTION).added()).isFalse();

    assertThat(prod.asTrainer().decisions(version)).hasSize(1);
    assertThat(new Exports(prod.trainer()).of(version))
        .isEqualTo(new Exports(dev.trainer()).of(version));
  }

  @Test
  void leavesBreakersBehindAndOverrulesNoneHere() {
    ModelVersion version = approvedIn(dev, newModel(), true);
    dev.asApprover().promote(version, CHAMPION, officer("best"));
    ModelExport before = exported(version);
    dev.breakers().open(version, CHAMPION, Substitute.standby(), officer("odd"), Optional.empty());
    ModelExport export = exported(version);
    assertThat(export.sha256()).as("a switch does not change an export").isEqualTo(before.sha256());
    Optional<Promotion> promotion =
        Optional.of(new Promotion(CHAMPION, Signature.automatic("deployment", "again")));
    assertThat(new Admissions(admitter).admit(export, promotion).promotion())
        .contains(Promoted.NOW);
    assertThat(prod.breakers().find(version, CHAMPION).state()).isEqualTo(BreakerState.CLOSED);

    prod.breakers().open(version, CHAMPION, Substitute.standby(), officer("odd"), Optional.empty());
    assertThat(new Admissions(admitter).admit(export, promotion).promotion())
        .contains(Promoted.BEFORE);
    Optional<Promotion> canary =
        Optional.of(new Promotion(Alias.CANARY, Signature.automatic("deployment", "again")));
    assertThat(new Admissions(admitter).admit(export, canary).promotion())
        .contains(Promoted.TAKEN_OUT);
    assertThat(prod.breakers().find(version, CHAMPION).state()).isEqualTo(BreakerState.OPEN);
  }

  @Test
  void promotesOnceAndRecordsWhoSaidSo() {
    ModelVersion version = approvedIn(dev, newModel(), true);
    ModelExport export = exported(version);
    Optional<Promotion> promotion =
        Optional.of(
            new Promotion(
                CHAMPION, Signature.automatic("deployment", "export " + export.sha256())));

    assertThat(new Admissions(admitter).admit(export, promotion).promotion())
        .contains(Promoted.NOW);
    assertThat(new Admissions(admitter).admit(export, promotion))
        .isEqualTo(new Admitted(version, false, Optional.of(Promoted.BEFORE)));

    assertThat(prod.asReader().find(version.name(), CHAMPION).orElseThrow().version())
        .isEqualTo(version);
    DecisionRecord promoted = prod.asTrainer().decisions(version).getLast();
    assertThat(promoted.signedAs()).isEqualTo(Signature.Kind.AUTOMATIC);
    assertThat(promoted.decidedBy()).isEqualTo(TestRegistry.nameOf(admitter));
    assertThat(prod.asTrainer().decisions(version)).hasSize(2);
  }

  @Test
  void aDeploymentDoesNotPromoteAgainWhatWasTakenBackHere() {
    String model = newModel();
    ModelExport first = exported(approvedIn(dev, model, true));
    ModelExport second = exported(approvedIn(dev, model, true));
    deploy(first, automatic());
    deploy(second, automatic());
    prod.asApprover().rollback(model, CHAMPION, officer("complaints"));

    assertThat(deploy(second, automatic())).contains(Promoted.TAKEN_BACK);
    assertThat(champion(model)).isEqualTo(1);
    assertThat(deploy(first, automatic())).contains(Promoted.BEFORE);

    assertThat(deploy(second, officer("the complaints were wrong"))).contains(Promoted.NOW);
    assertThat(champion(model)).isEqualTo(2);
    assertThat(deploy(first, automatic())).as("an older export").contains(Promoted.NOW);

    prod.asApprover().withdraw(model, CHAMPION, officer("nobody shall ask it"));
    assertThat(deploy(first, automatic())).contains(Promoted.TAKEN_BACK);
    assertThat(prod.asReader().find(model, CHAMPION)).isEmpty();
  }

  @Test
  void aDeploymentPromotesNeitherWhatWasTakenBackBeforeTheLast() {
    String model = newModel();
    ModelExport first = exported(approvedIn(dev, model, true));
    ModelExport second = exported(approvedIn(dev, model, true));
    ModelExport third = exported(approvedIn(dev, model, true));
    deploy(first, automatic());
    deploy(second, automatic());
    deploy(third, automatic());
    prod.asApprover().rollback(model, CHAMPION, officer("complaints"));
    prod.asApprover().rollback(model, CHAMPION, officer("more complaints"));

    assertThat(deploy(second, automatic())).contains(Promoted.TAKEN_BACK);
    assertThat(deploy(third, automatic())).contains(Promoted.TAKEN_BACK);
    assertThat(champion(model)).isEqualTo(1);

    prod.asApprover().withdraw(model, CHAMPION, officer("nobody shall ask it"));
    assertThat(deploy(second, officer("the best that is left"))).contains(Promoted.NOW);
    prod.asApprover().withdraw(model, CHAMPION, officer("nor this one"));
    assertThat(deploy(first, automatic())).contains(Promoted.TAKEN_BACK);
  }

  @Test
  void aDeploymentPromotesAgainWhatAProgramTookBack() {
    String model = newModel();
    ModelExport first = exported(approvedIn(dev, model, true));
    ModelExport second = exported(approvedIn(dev, model, true));
    deploy(first, automatic());
    deploy(second, automatic());
    prod.asApprover().rollback(model, CHAMPION, Signature.automatic("deployment", "no smoke test"));

    assertThat(deploy(second, automatic())).contains(Promoted.NOW);
  }

  private static Signature automatic() {
    return Signature.automatic("deployment", "deployed");
  }

  private static Optional<Promoted> deploy(ModelExport export, Signature by) {
    return new Admissions(admitter)
        .admit(export, Optional.of(new Promotion(CHAMPION, by)))
        .promotion();
  }

  private static int champion(String model) {
    return prod.asReader().find(model, CHAMPION).orElseThrow().version().number();
  }

  @Test
  void numbersWhatIsTrainedHereBehindIt() {
    String model = newModel();
    dev.asTrainer().register(RealBundle.candidate(model, true));
    new Admissions(admitter).admit(exported(approvedIn(dev, model, true)), NO_PROMOTION);

    assertThat(prod.asTrainer().register(RealBundle.candidate(model, true)).number()).isEqualTo(3);
  }

  @Test
  void refusesWhatNobodyApproved() {
    ModelVersion candidate = dev.asTrainer().register(RealBundle.candidate(newModel(), true));
    assertThatExceptionOfType(NotAdmissible.class)
        .isThrownBy(() -> new Admissions(admitter).admit(exported(candidate), NO_PROMOTION))
        .withMessageContaining("was not approved in");

    dev.asApprover().reject(candidate, officer("unfair"));
    assertThatExceptionOfType(NotAdmissible.class)
        .isThrownBy(() -> new Admissions(admitter).admit(exported(candidate), NO_PROMOTION));
  }

  @Test
  void refusesANumberThatIsTakenAndABundleThatHasAnother() {
    String model = newModel();
    Candidate same = RealBundle.candidate(model, true);
    prod.asTrainer().register(RealBundle.candidate(model, true));
    ModelVersion first = dev.asTrainer().register(same);
    dev.asApprover().approve(first, officer("good"), Optional.empty());
    assertThatExceptionOfType(VersionTaken.class)
        .isThrownBy(() -> new Admissions(admitter).admit(exported(first), NO_PROMOTION))
        .withMessageContaining("is another bundle in this registry");

    String other = newModel();
    Candidate moved = RealBundle.candidate(other, true);
    prod.asTrainer().register(moved);
    dev.asTrainer().register(RealBundle.candidate(other, true));
    ModelVersion second = dev.asTrainer().register(moved);
    dev.asApprover().approve(second, officer("good"), Optional.empty());
    assertThatExceptionOfType(VersionTaken.class)
        .isThrownBy(() -> new Admissions(admitter).admit(exported(second), NO_PROMOTION))
        .withMessageContaining("is " + other + "/1 in this registry");
  }

  @Test
  void refusesWhatIsACandidateHereWhateverWasDecidedElsewhere() {
    Candidate both = RealBundle.candidate(newModel(), true);
    ModelVersion version = dev.asTrainer().register(both);
    dev.asApprover().approve(version, officer("good"), Optional.empty());
    prod.asTrainer().register(both);

    assertThatExceptionOfType(VersionTaken.class)
        .isThrownBy(() -> new Admissions(admitter).admit(exported(version), NO_PROMOTION))
        .withMessageContaining("is a candidate in this registry");
  }

  @Test
  void carriesAnOverrideWithItsReason() {
    String model = newModel();
    ModelVersion version = approvedIn(dev, model, false);

    new Admissions(admitter).admit(exported(version), NO_PROMOTION);

    assertThat(prod.asTrainer().decisions(version).getFirst().overrideReason())
        .contains("needed at once");
  }

  @Test
  void leavesNothingOfAnAdmissionThatDiedHalfway() throws Exception {
    ModelVersion version = approvedIn(dev, newModel(), true);
    ModelExport export = exported(version);
    Optional<Promotion> impossible =
        Optional.of(new Promotion(CHAMPION, new Signature("x", "\u0000", Signature.Kind.PERSON)));

    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> new Admissions(admitter).admit(export, impossible));

    assertThat(prod.asTrainer().find(version)).isEmpty();
    assertThat(new Admissions(admitter).admit(export, NO_PROMOTION).added()).isTrue();
  }

  @Test
  void addsItOnceWhenManyAdmitItAtOnce() throws Exception {
    int many = 8;
    ModelExport export = exported(approvedIn(dev, newModel(), true));
    CyclicBarrier start = new CyclicBarrier(many);
    Callable<Boolean> admission =
        () -> {
          start.await();
          return new Admissions(admitter).admit(export, NO_PROMOTION).added();
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> all =
          java.util.stream.Stream.generate(() -> threads.submit(admission)).limit(many).toList();
      int added = 0;
      for (Future<Boolean> one : all) {
        added += one.get() ? 1 : 0;
      }
      assertThat(added).isEqualTo(1);
    }
  }

  private static ModelVersion approvedIn(TestRegistry registry, String model, boolean gates) {
    ModelVersion version = registry.asTrainer().register(RealBundle.candidate(model, gates));
    registry.asApprover().approve(version, officer("good"), Optional.of("needed at once"));
    return version;
  }

  private static ModelExport exported(ModelVersion version) {
    return ModelExport.read(new Exports(dev.trainer()).of(version));
  }
}
