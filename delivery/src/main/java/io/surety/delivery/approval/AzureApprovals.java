package io.surety.delivery.approval;

import io.surety.terminal.CommandFailed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Reads who approved from the record of the environment's approval. The timeline of the run names
 * the approvals that the stage waited for ({@code Checkpoint.Approval} below the stage); the
 * approval has a step for each person who acted; the run says who started it.
 *
 * @param stage the stage whose approval is meant, by its name in the YAML
 */
public record AzureApprovals(AzureDevOps azure, String run, String stage) implements Approvals {

  @Override
  public Given read() {
    JsonNode approval =
        azure.read("pipelines/approvals/%s?$expand=steps&api-version=7.1".formatted(approvalId()));
    JsonNode step = requireOneStep(approval);
    return new Given(
        person(step.path("actualApprover")),
        step.path("comment").asString(""),
        approval.path("_links").path("self").path("href").asString(""),
        starters());
  }

  private String approvalId() {
    JsonNode timeline = azure.read("build/builds/%s/timeline?api-version=7.1".formatted(run));
    List<JsonNode> records = timeline.path("records").valueStream().toList();
    List<String> found =
        records.stream()
            .filter(record -> record.path("type").asString("").equals("Checkpoint.Approval"))
            .filter(record -> belongsToTheStage(record, records))
            .map(record -> record.path("id").asString(""))
            .toList();
    return switch (found.size()) {
      case 1 -> found.getFirst();
      case 0 ->
          throw new CommandFailed(
              "The stage %s of run %s waited for no approval: add an approval check to its environment in Azure DevOps (docs/pipeline.md), and run it again."
                  .formatted(stage, run));
      default ->
          throw new CommandFailed(
              "The stage %s of run %s waited for %d approvals, and a decision is one person's: leave one approval check on its environment."
                  .formatted(stage, run, found.size()));
    };
  }

  private boolean belongsToTheStage(JsonNode record, List<JsonNode> records) {
    Optional<JsonNode> above = Optional.of(record);
    for (int depth = 0; above.isPresent() && depth < 5; depth++) {
      JsonNode each = above.get();
      if (each.path("type").asString("").equals("Stage")) {
        return Stream.of("identifier", "refName", "name")
            .anyMatch(key -> each.path(key).asString("").equals(stage));
      }
      String parent = each.path("parentId").asString("");
      above =
          records.stream().filter(one -> one.path("id").asString("").equals(parent)).findFirst();
    }
    return false;
  }

  private JsonNode requireOneStep(JsonNode approval) {
    String status = approval.path("status").asString("");
    if (!status.equals("approved")) {
      throw new CommandFailed(
          "The approval of the stage %s is %s, not approved: nothing is recorded."
              .formatted(stage, status.isEmpty() ? "unknown" : status));
    }
    List<JsonNode> approved =
        approval
            .path("steps")
            .valueStream()
            .filter(step -> step.path("status").asString("").equals("approved"))
            .toList();
    List<Person> people =
        approved.stream().map(step -> person(step.path("actualApprover"))).distinct().toList();
    if (people.size() > 1) {
      throw new CommandFailed(
          "%s approved the stage %s, and a decision is one person's: set the check's minimum number of approvers to 1."
              .formatted(String.join(" and ", people.stream().map(Person::name).toList()), stage));
    }
    if (people.isEmpty()
        || people.getFirst().id().isEmpty()
        || people.getFirst().name().isEmpty()) {
      throw new CommandFailed(
          "The approval of the stage %s does not say who approved it: nothing is recorded."
              .formatted(stage));
    }
    return approved.getFirst();
  }

  private List<Person> starters() {
    JsonNode build = azure.read("build/builds/%s?api-version=7.1".formatted(run));
    List<Person> starters =
        Stream.of("requestedFor", "requestedBy")
            .map(build::path)
            .filter(JsonNode::isObject)
            .map(AzureApprovals::person)
            .distinct()
            .toList();
    if (starters.isEmpty()) {
      throw new CommandFailed(
          "Azure DevOps does not say who started run %s, so nobody can be told apart from them: nothing is recorded."
              .formatted(run));
    }
    return starters;
  }

  private static Person person(JsonNode identity) {
    return new Person(
        identity.path("id").asString(""),
        identity.path("displayName").asString(""),
        identity.path("uniqueName").asString(""));
  }
}
