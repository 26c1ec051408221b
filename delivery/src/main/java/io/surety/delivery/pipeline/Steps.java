package io.surety.delivery.pipeline;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Tells steps apart. */
final class Steps {

  private static final Set<String> INSTALLERS =
      Set.of(
          "JavaToolInstaller@1", "HelmInstaller@1", "KubectlInstaller@0", "KubeloginInstaller@0");

  private Steps() {}

  static List<Step> of(JsonNode steps) {
    return steps.valueStream().map(Steps::step).toList();
  }

  private static Step step(JsonNode node) {
    if (node.has("checkout")) {
      return new Step.CheckedOut("checkout " + text(node, "checkout"), node);
    }
    if (node.has("script")) {
      return new Step.Typed(
          title(node, "script"), text(node, "script").strip(), "", text(node, "name"), node);
    }
    String task = text(node, "task");
    JsonNode inputs = node.path("inputs");
    String title = title(node, "task");
    return switch (task) {
      case "AzureCLI@2" ->
          new Step.Typed(
              title,
              text(inputs, "inlineScript").strip(),
              text(inputs, "azureSubscription"),
              text(node, "name"),
              node);
      case "ManualValidation@1" ->
          new Step.Confirmation(title, text(inputs, "instructions").strip(), node);
      case "PublishPipelineArtifact@1" ->
          new Step.Published(title, text(inputs, "artifact"), text(inputs, "targetPath"), node);
      case "DownloadPipelineArtifact@2" ->
          new Step.Downloaded(
              title, text(inputs, "artifactName"), text(inputs, "targetPath"), node);
      case "PublishTestResults@2" ->
          new Step.TestResults(title, text(inputs, "testResultsFiles").lines().toList(), node);
      default ->
          INSTALLERS.contains(task)
              ? new Step.Installed(title, task, node)
              : new Step.Unknown(title, node);
    };
  }

  private static String title(JsonNode node, String otherwise) {
    String title = text(node, "displayName");
    return title.isEmpty() ? text(node, otherwise) : title;
  }

  private static String text(JsonNode node, String key) {
    return node.path(key).asString("");
  }
}
