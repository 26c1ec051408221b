package io.surety.delivery.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The record of an approval, as Azure DevOps keeps it. */
class AzureApprovalsTest {

  private static final String APPROVAL = "aab27959-a5be-4ee3-97ca-f19b3602cd2f";
  private static final String LINK =
      "https://dev.azure.com/us/_apis/pipelines/approvals/" + APPROVAL;

  private AzureDevOpsFake azure;

  @BeforeEach
  void startAzure() throws IOException {
    azure =
        new AzureDevOpsFake()
            .answering("build/builds/42/timeline", timeline("Approve"))
            .answering("build/builds/42", build("id-of-dana", "Dana Diaz", "dana@example.com"))
            .answering(
                "pipelines/approvals/" + APPROVAL,
                approval("approved", approved("id-of-rita", "Rita Reyes", "rita@example.com")));
  }

  @AfterEach
  void stopAzure() {
    azure.close();
  }

  @Test
  void readsWhoApprovedWithWordsAndLink() {
    Approvals.Given given = azure.approvals().read().requireAnother();

    assertThat(given.approver())
        .isEqualTo(new Person("id-of-rita", "Rita Reyes", "rita@example.com"));
    assertThat(given.comment()).isEqualTo("better on every cohort");
    assertThat(given.link()).isEqualTo(LINK);
    assertThat(given.starters()).extracting(Person::name).contains("Dana Diaz");
    assertThat(azure.asked())
        .contains(
            "build/builds/42/timeline?api-version=7.1",
            "pipelines/approvals/" + APPROVAL + "?$expand=steps&api-version=7.1");
  }

  @Test
  void refusesTheOneWhoStartedTheRunByIdUnderWhateverName() {
    azure.answering("build/builds/42", build("ID-OF-RITA", "R. R.", "rr@example.com"));

    refusesTheStarter();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rita  reyes", "RITA REYES", "Ｒita Reyes"})
  void refusesTheOneWhoStartedTheRunHoweverTheNameIsSpelt(String name) {
    azure.answering("build/builds/42", build("another-id", name, ""));

    refusesTheStarter();
  }

  @Test
  void refusesTheOneWhoStartedTheRunByAccount() {
    azure.answering("build/builds/42", build("another-id", "Admin", "Rita@Example.com"));

    refusesTheStarter();
  }

  private void refusesTheStarter() {
    assertThatThrownBy(() -> azure.approvals().read().requireAnother())
        .hasMessage(
            "Rita Reyes started this run and approved it too: somebody else has to approve, or to start it.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending", "rejected", "canceled", "timedOut", "skipped"})
  void refusesAnApprovalThatIsNone(String status) {
    azure.answering("pipelines/approvals/" + APPROVAL, approval(status, ""));

    assertThatThrownBy(() -> azure.approvals().read())
        .hasMessage(
            "The approval of the stage Approve is %s, not approved: nothing is recorded."
                .formatted(status));
  }

  @Test
  void refusesTwoApprovers() {
    azure.answering(
        "pipelines/approvals/" + APPROVAL,
        approval("approved", approved("a", "Ann", "") + "," + approved("b", "Bob", "")));

    assertThatThrownBy(() -> azure.approvals().read())
        .hasMessageContaining("Ann and Bob approved the stage Approve");
  }

  @Test
  void refusesAnApprovalWithoutAnApprover() {
    azure.answering("pipelines/approvals/" + APPROVAL, approval("approved", ""));

    assertThatThrownBy(() -> azure.approvals().read())
        .hasMessageContaining("does not say who approved it");
  }

  @Test
  void refusesAStageThatWaitedForNobody() {
    azure.answering("build/builds/42/timeline", timeline("DeployDev"));

    assertThatThrownBy(() -> azure.approvals().read())
        .hasMessageContaining("waited for no approval: add an approval check");
  }

  @Test
  void refusesARunThatDoesNotSayWhoStartedIt() {
    azure.answering("build/builds/42", "{\"id\":42}");

    assertThatThrownBy(() -> azure.approvals().read())
        .hasMessageContaining("does not say who started run 42");
  }

  @Test
  void refusesATokenThatAzureDoesNotAccept() {
    assertThatThrownBy(() -> new AzureApprovals(azure.azure("another"), "42", "Approve").read())
        .hasMessageContaining("answered 401")
        .hasMessageContaining("SYSTEM_ACCESSTOKEN")
        .hasMessageNotContaining("another");
  }

  @Test
  void refusesAPageInsteadOfAnAnswer() {
    azure.answering("build/builds/42/timeline", "<html>Sign in</html>");

    assertThatThrownBy(() -> azure.approvals().read())
        .hasMessageContaining("a page instead of JSON");
  }

  @Test
  void needsTheVariablesOfARun() {
    assertThatThrownBy(() -> AzureDevOps.ofRun(Map.of()))
        .hasMessageContaining("SYSTEM_COLLECTIONURI is not set");
  }

  private static String timeline(String stage) {
    return """
    {"records":[
      {"id":"s1","parentId":null,"type":"Stage","name":"Verify","identifier":"Verify"},
      {"id":"s2","parentId":null,"type":"Stage","name":"A stage","identifier":"%s","state":"completed"},
      {"id":"c2","parentId":"s2","type":"Checkpoint","name":"Checkpoint","state":"completed"},
      {"id":"%s","parentId":"c2","type":"Checkpoint.Approval","name":"Checkpoint.Approval","state":"completed","result":"succeeded"},
      {"id":"p2","parentId":"s2","type":"Phase","name":"decide","identifier":"Approve.decide"}]}
    """
        .formatted(stage, APPROVAL);
  }

  private static String build(String id, String name, String account) {
    return """
    {"id":42,"reason":"individualCI",
     "requestedFor":%s,
     "requestedBy":{"displayName":"Microsoft.VisualStudio.Services.TFS","id":"00000002-0000-8888-8000-000000000000"}}
    """
        .formatted(identity(id, name, account));
  }

  private static String approval(String status, String steps) {
    return """
    {"id":"%s","steps":[%s],"status":"%s","minRequiredApprovers":1,"blockedApprovers":[],
     "_links":{"self":{"href":"%s"}}}
    """
        .formatted(APPROVAL, steps, status, LINK);
  }

  private static String approved(String id, String name, String account) {
    return """
    {"assignedApprover":{"displayName":"[us]\\\\Risk","id":"a-group"},"actualApprover":%s,
     "status":"approved","comment":"better on every cohort","order":1}
    """
        .formatted(identity(id, name, account));
  }

  private static String identity(String id, String name, String account) {
    return "{\"displayName\":\"%s\",\"id\":\"%s\",\"uniqueName\":\"%s\"}"
        .formatted(name, id, account);
  }
}
