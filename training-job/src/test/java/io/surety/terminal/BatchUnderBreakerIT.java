package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.Decision;
import io.surety.predictionlog.AnswerRole;
import io.surety.registry.Candidate;
import io.surety.registry.ModelVersion;
import io.surety.registry.PostgresModels;
import io.surety.runs.BatchStandIns;
import io.surety.runs.RunLog;
import io.surety.runs.RunRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version that is out of service scores nobody, in a batch either. */
class BatchUnderBreakerIT {

  private static final ModelVersion OUT_OF_SERVICE = new ModelVersion("loan-risk", 2);

  @TempDir private Path folder;

  @AutoClose private BatchedBook book;

  @BeforeEach
  void serveASecondVersion() throws IOException, SQLException {
    book = BatchedBook.open(folder);
    book.train(20);
    book.serve("2");
  }

  @Test
  void isScoredByWhoeverAnswersInsteadAndSaysForWhom() throws IOException {
    book.batch("calm", "--out", book.file("calm.csv"))
        .endsWith(ExitCode.DONE)
        .says("by loan-risk/2");
    assertThat(csv("calm.csv"))
        .isNotEmpty()
        .allSatisfy(
            row -> assertThat(row).doesNotContainKeys("fallback_for", "answered_by", "detail"));

    book.approver().decides("breaker", "open", "2").endsWith(ExitCode.DONE);

    book.batch("open", "--out", book.file("open.csv"))
        .endsWith(ExitCode.DONE)
        .says("The breaker of loan-risk/2 was not closed", "so loan-risk/1 scores instead.");
    assertThat(book.logged("open"))
        .isNotEmpty()
        .allMatch(each -> each.version().equals(BatchedBook.VERSION))
        .allMatch(each -> each.role() == AnswerRole.BATCH);
    assertThat(csv("open.csv"))
        .hasSize((int) book.knownUsers())
        .allSatisfy(row ->
            assertThat(row)
                .containsEntry("model", "loan-risk/1")
                .containsEntry("fallback_for", "loan-risk/2")
                .doesNotContainKeys("answered_by", "detail"));
    assertThat(run("open").parameters()).containsEntry("fallback_for", "loan-risk/2");
    assertThat(run("open").message()).contains("by loan-risk/1 in the place of loan-risk/2");
    assertThat(new BatchStandIns(book.owner()).stoodInFor("score-batch open"))
        .as("what a look at one of its predictions tells")
        .contains("loan-risk/2");
    book.batch("parquet", "--out", book.file("open.parquet")).endsWith(ExitCode.DONE);
    assertThat(ParquetTable.rows(folder.resolve("open.parquet")))
        .hasSize((int) book.knownUsers())
        .allSatisfy(row ->
            assertThat(row)
                .containsEntry("fallback_for", "loan-risk/2")
                .doesNotContainKey("answered_by"));
    book.batch("named", "--out", "table", "--model", "2")
        .endsWith(ExitCode.DONE)
        .says("by loan-risk/2");
    assertThat(run("named").parameters()).doesNotContainKeys("fallback_for", "answered_by");
  }

  @Test
  void getsThePolicysDecisionAndNoScoreWhereNoVersionAnswers() throws IOException {
    book.approver().decides("breaker", "open", "2", "--policy", "refer").endsWith(ExitCode.DONE);

    book.batch("policy", "--out", book.file("policy.csv"))
        .endsWith(ExitCode.DONE)
        .says("So the policy decides about every row: refer.");

    assertThat(book.logged("policy"))
        .hasSize((int) book.knownUsers())
        .allMatch(each -> each.role() == AnswerRole.POLICY)
        .allMatch(each -> each.version().equals(OUT_OF_SERVICE))
        .allMatch(each -> each.decision() == Decision.REFER)
        .allMatch(each -> each.scored() == null && each.reasonsJson() == null)
        .allMatch(each -> each.user() != null && each.lookup() != null);
    assertThat(csv("policy.csv"))
        .hasSize((int) book.knownUsers())
        .allSatisfy(row ->
            assertThat(row)
                .doesNotContainKeys("probability", "score", "reason_1", "input_age", "fallback_for")
                .containsEntry("decision", "refer")
                .containsEntry("model", "loan-risk/2")
                .containsEntry("answered_by", "policy")
                .hasEntrySatisfying(
                    "detail", why -> assertThat(why).contains("no other version answers")));
    RunRecord run = run("policy");
    assertThat(run.parameters())
        .containsEntry("answered_by", "policy")
        .containsEntry("policy_decision", "refer")
        .hasEntrySatisfying(
            "detail", why -> assertThat(why).contains("loan-risk/2 was not closed"));
    assertThat(run.metrics())
        .containsEntry("scored", 0.0)
        .containsEntry("by_policy", (double) book.knownUsers());
    assertThat(run.message()).contains("by the policy in the place of loan-risk/2");
    book.trainer().types("runs", "show", "4").prints("answered_by", "policy_decision");
    book.batch("policy.parquet", "--out", book.file("policy.parquet")).endsWith(ExitCode.DONE);
    assertThat(ParquetTable.rows(folder.resolve("policy.parquet")))
        .hasSize((int) book.knownUsers())
        .allSatisfy(row ->
            assertThat(row)
                .doesNotContainKeys("probability", "score", "reason_1", "input_age")
                .containsEntry("decision", "refer")
                .containsEntry("answered_by", "policy")
                .containsKey("detail"));
  }

  @Test
  void givesWayToThePolicyWhereTheFallbackCannotBeReadAndSaysWhy() throws Exception {
    book.approve(unreadable());
    book.approver()
        .decides("breaker", "open", "2", "--fallback", "3", "--policy", "decline")
        .endsWith(ExitCode.DONE);
    String why = "loan-risk/3, which should score instead, cannot be read (";

    book.batch("unread", "--out", book.file("unread.csv"))
        .endsWith(ExitCode.DONE)
        .says(why, "So the policy decides about every row: decline.");

    assertThat(book.logged("unread"))
        .hasSize((int) book.knownUsers())
        .allMatch(each -> each.role() == AnswerRole.POLICY)
        .allMatch(each -> each.version().equals(OUT_OF_SERVICE))
        .allMatch(each -> each.decision() == Decision.DECLINE);
    assertThat(csv("unread.csv"))
        .hasSize((int) book.knownUsers())
        .allSatisfy(row ->
            assertThat(row)
                .containsEntry("answered_by", "policy")
                .hasEntrySatisfying("detail", detail -> assertThat(detail).contains(why)));
    assertThat(run("unread").parameters())
        .containsEntry("model", "loan-risk/2")
        .doesNotContainKey("fallback_for")
        .hasEntrySatisfying("detail", detail -> assertThat(detail).contains(why));
    book.batch("unread", "--out", "table").endsWith(ExitCode.DONE).says("already");
  }

  @Test
  void settlesNothingWhereNoRowCouldBeScored() throws Exception {
    book.approve(unreadable());

    book.batch("mended", "--out", "table", "--model", "3").endsWith(ExitCode.FAILED);
    Files.writeString(folder.resolve("mended.csv"), "user_id,height\n7,180\n");
    book.batch("mended", "--out", "table", "--input", book.file("mended.csv"))
        .endsWith(ExitCode.FAILED)
        .says("are not the inputs of loan-risk/2");

    assertThat(new RunLog(book.owner()).findAgreement("score-batch", "mended")).isEmpty();
    book.batch("mended", "--out", "table").endsWith(ExitCode.DONE).says("by loan-risk/2");
    assertThat(book.logged("mended")).hasSize((int) book.knownUsers());
  }

  /** A candidate that is no bundle. */
  private ModelVersion unreadable() throws NoSuchAlgorithmException {
    byte[] bytes = "no bundle".getBytes(StandardCharsets.UTF_8);
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    return new PostgresModels(book.owner())
        .register(new Candidate("loan-risk", bytes, sha256, "{}", true, "data", "Dora Data"));
  }

  @Test
  void refusesRowsOfAFileThatTheModelCouldNotScoreAlsoWhereThePolicyAnswers() throws IOException {
    book.approver().decides("breaker", "open", "2", "--policy", "decline").endsWith(ExitCode.DONE);
    Files.writeString(
        folder.resolve("rows.csv"),
        """
        user_id,age,nb_previous_loans,avg_amount_loans_previous,years_on_the_job,flag_own_car
        7,40,3,120.5,,1
        8,forty,3,120.5,2,1
        """);

    book.batch("rows", "--input", book.file("rows.csv"), "--out", book.file("out.csv"))
        .endsWith(ExitCode.DONE)
        .says("1 row decided (0 approve, 0 refer, 1 decline), 1 rejected by the policy");

    assertThat(csv("out.csv"))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("row", "1").containsEntry("user_id", "7"));
    assertThat(Files.readString(folder.resolve("out.rejected.csv"))).contains("2,8,age,");
  }

  @Test
  void keepsWhoDecidesForItsKeyWhenTheBreakerHasClosed() {
    book.approver().decides("breaker", "open", "2", "--policy", "refer").endsWith(ExitCode.DONE);
    book.batch("halves", "--out", "table", "--shard", "0/2").endsWith(ExitCode.DONE);

    book.approver().decides("breaker", "close", "2").endsWith(ExitCode.DONE);

    book.batch("halves", "--out", "table", "--shard", "1/2", "--model", "2")
        .endsWith(ExitCode.WRONG_USAGE)
        .says("is scored by nobody, as the policy answers, not loan-risk/2");
    book.batch("halves", "--out", "table", "--shard", "1/2")
        .endsWith(ExitCode.DONE)
        .says("So the policy decides about every row: refer.");
    assertThat(book.logged("halves"))
        .hasSize((int) book.knownUsers())
        .allMatch(each -> each.role() == AnswerRole.POLICY);
    book.batch("anew", "--out", "table").endsWith(ExitCode.DONE).says("by loan-risk/2");
    assertThat(book.logged("anew")).allMatch(each -> each.role() == AnswerRole.BATCH);
  }

  private RunRecord run(String key) {
    return new RunLog(book.owner()).attempts("score-batch", key).getLast();
  }

  private List<Map<String, String>> csv(String name) throws IOException {
    return new ScoredFile(folder.resolve(name)).rows();
  }
}
