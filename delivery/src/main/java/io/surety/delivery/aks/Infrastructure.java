package io.surety.delivery.aks;

import io.surety.delivery.freight.Freight;
import io.surety.delivery.tools.Line;
import io.surety.delivery.tools.Tool;
import io.surety.delivery.tools.Toolbox;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The Terraform of an environment. What is applied is a plan that was kept, and nothing else. */
record Infrastructure(
    Toolbox toolbox, Freight freight, AzureNames names, Path home, Map<String, String> variables) {

  void plan() {
    init();
    String plan = file("tfplan").toString();
    toolbox.run(
        terraform("plan")
            .and("-input=false", "-lock-timeout=5m", "-out=" + plan)
            .and("-var-file=environments/%s.tfvars".formatted(names.environment())));
    toolbox.run(terraform("show").and("-no-color", plan));
  }

  void apply() {
    init();
    toolbox.run(
        terraform("apply").and("-input=false", "-lock-timeout=5m", file("tfplan").toString()));
    openGateway();
  }

  /** The one thing that Terraform's provider cannot say yet; saying it again changes nothing. */
  private void openGateway() {
    toolbox.run(
        Line.of(Tool.AZ, "aks", "update")
            .and("--resource-group", names.resourceGroup(), "--name", names.cluster())
            .and("--enable-gateway-api", "--enable-app-routing-istio"));
  }

  private void init() {
    String account = variables.getOrDefault("STATE_ACCOUNT", "");
    Line init =
        terraform("init")
            .and("-input=false", "-reconfigure")
            .and("-backend-config=environments/%s.tfbackend".formatted(names.environment()))
            .and(
                "-backend-config=storage_account_name="
                    + (account.isEmpty() ? names.stateAccount() : account));
    // A second instance is made beside the first, and not out of it.
    toolbox.run(
        names.instance().isEmpty()
            ? init
            : init.and("-backend-config=key=surety%s.tfstate".formatted(names.instance())));
  }

  private Path file(String kind) {
    return freight.place("infra/%s.%s".formatted(names.environment(), kind)).toAbsolutePath();
  }

  private Line terraform(String command) {
    Line line = Line.of(Tool.TERRAFORM, "-chdir=" + home.resolve("infra"), command);
    for (Map.Entry<String, String> each : identity().entrySet()) {
      line = line.with(each.getKey(), each.getValue());
    }
    return line;
  }

  /** In a pipeline the service connection stands for Terraform; elsewhere whoever is signed in. */
  private Map<String, String> identity() {
    Map<String, String> identity = new LinkedHashMap<>();
    String connection = variables.getOrDefault("AZURESUBSCRIPTION_SERVICE_CONNECTION_ID", "");
    if (!connection.isEmpty()) {
      identity.put("ARM_USE_OIDC", "true");
      identity.put("ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID", connection);
      identity.put("ARM_CLIENT_ID", variables.getOrDefault("AZURESUBSCRIPTION_CLIENT_ID", ""));
      identity.put("ARM_TENANT_ID", variables.getOrDefault("AZURESUBSCRIPTION_TENANT_ID", ""));
    }
    identity.put("ARM_SUBSCRIPTION_ID", names.subscription());
    // An agent writes the names of variables in capitals, and Terraform reads them as they are
    // declared.
    variables.forEach((name, value) -> {
      if (name.matches("TF_VAR_[A-Z_]+")) {
        identity.put(
            "TF_VAR_" + name.substring("TF_VAR_".length()).toLowerCase(Locale.ROOT), value);
      }
    });
    return identity;
  }
}
