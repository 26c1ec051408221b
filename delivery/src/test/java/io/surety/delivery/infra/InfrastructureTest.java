package io.surety.delivery.infra;

import static io.surety.delivery.infra.Infrastructure.ENVIRONMENTS;
import static io.surety.delivery.infra.Infrastructure.blocks;
import static io.surety.delivery.infra.Infrastructure.names;
import static io.surety.delivery.infra.Infrastructure.text;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.surety.delivery.infra.TerraformFile.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The structure of infra/, read without terraform: what holds wherever the tests run. */
class InfrastructureTest {

  /** The chart's service accounts and the identity, which is the database login, of each. */
  static final Map<String, String> SERVICE_ACCOUNTS =
      Map.of(
          "surety-feature-service", "surety_features",
          "surety-prediction-service", "surety_predictions",
          "surety-training-job", "surety_training",
          "surety-approval", "surety_approval",
          "surety-admission", "surety_admission",
          "surety-watching", "surety_watching",
          "surety-migration", "surety_owner");

  private static final Set<String> OF_THE_TEAM = Set.of("owner", "admin_group", "alert_emails");
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)-----BEGIN (?!PUBLIC KEY)|AccountKey=|SharedAccessSignature|[?&]sig=|eyJ[A-Za-z0-9_-]{10,}"
              + "|(password|client_secret|access_key|sas_token)\"?\\s*[=:]\\s*\"?[A-Za-z0-9]");
  private static final Pattern GUID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

  private final Infrastructure infra = Infrastructure.ofTheRepository();

  @Test
  void typesAndDescribesEveryVariable() {
    for (Path module : infra.modules()) {
      assertThat(blocks(module, "variable")).as("variables of " + module).isNotEmpty();
      for (Block variable : blocks(module, "variable")) {
        assertThat(variable.settings())
            .as(module + ", variable " + variable.name())
            .containsKeys("type", "description");
        assertThat(variable.settings().get("type")).isNotEqualTo("any");
      }
    }
  }

  @Test
  void describesEveryOutput() {
    for (Path module : infra.modules()) {
      assertThat(blocks(module, "output")).as("outputs of " + module).isNotEmpty();
      for (Block output : blocks(module, "output")) {
        assertThat(output.setting("description")).as(module + ", " + output.name()).isPresent();
      }
    }
  }

  @Test
  void givesEveryModuleWhatItAsksForAndNothingElse() {
    for (Block call : blocks(infra.folder(), "module")) {
      Path module = source(call);
      Set<String> given = new TreeSet<>(call.settings().keySet());
      // An object is given in several lines, and a count or a source is not the module's own.
      given.remove("source");
      List<String> needed =
          blocks(module, "variable").stream()
              .filter(variable -> variable.setting("default").isEmpty())
              .map(Block::name)
              .toList();
      assertThat(given).as("given to " + call.name()).containsAll(needed);
      assertThat(names(module, "variable")).as("asked by " + call.name()).containsAll(given);
    }
  }

  @Test
  void usesOnlyOutputsThatExistAndEveryModule() {
    Map<String, Path> sources =
        blocks(infra.folder(), "module").stream()
            .collect(Collectors.toMap(Block::name, this::source));
    List<MatchResult> uses =
        Pattern.compile("module\\.([a-z_]+)\\.([a-z_]+)")
            .matcher(text(infra.folder()))
            .results()
            .toList();
    assertThat(uses).hasSizeGreaterThan(20);
    for (MatchResult use : uses) {
      assertThat(sources).containsKey(use.group(1));
      assertThat(names(sources.getOrDefault(use.group(1), infra.folder()), "output"))
          .as(use.group())
          .contains(use.group(2));
    }
    assertThat(sources.values())
        .containsAll(infra.modules().stream().filter(this::isComposed).toList());
  }

  @Test
  void setsInEachEnvironmentOnlyWhatIsDeclared() {
    List<String> declared = names(infra.folder(), "variable");
    for (String environment : ENVIRONMENTS) {
      assertThat(declared).as(environment).containsAll(variablesOf(environment));
      assertThat(infra.values(environment).settings())
          .containsEntry("environment", '"' + environment + '"');
    }
  }

  @Test
  void setsInEachEnvironmentAllThatTheTeamDoesNot() {
    for (Block variable : blocks(infra.folder(), "variable")) {
      if (variable.setting("default").isEmpty() && !OF_THE_TEAM.contains(variable.name())) {
        for (String environment : ENVIRONMENTS) {
          assertThat(variablesOf(environment)).as(environment).contains(variable.name());
        }
      }
    }
  }

  @Test
  void keepsOutOfTheEnvironmentsWhatIsTheSameInAll() {
    Map<String, Set<String>> values = new TreeMap<>();
    Map<String, Integer> times = new TreeMap<>();
    for (String environment : ENVIRONMENTS) {
      infra
          .values(environment)
          .settings()
          .forEach((key, value) -> {
            values.computeIfAbsent(key, _ -> new TreeSet<>()).add(value);
            times.merge(key, 1, Integer::sum);
          });
    }
    assertThat(values.keySet()).contains("service_pool.min", "database_sku");
    for (String key : values.keySet()) {
      boolean same =
          times.getOrDefault(key, 0) == ENVIRONMENTS.size()
              && values.getOrDefault(key, Set.of()).size() == 1;
      assertThat(same).as(key + " is the same in all: make it a default").isFalse();
    }
  }

  @Test
  void givesNoEnvironmentADefaultAgain() {
    for (Block variable : blocks(infra.folder(), "variable")) {
      variable
          .setting("default")
          .ifPresent(value -> {
            for (String environment : ENVIRONMENTS) {
              assertThat(infra.values(environment).settings().getOrDefault(variable.name(), ""))
                  .as(environment + " sets " + variable.name() + " to its default")
                  .isNotEqualTo(value);
            }
          });
    }
  }

  @Test
  void keepsTheStateOfEachEnvironmentApartAndWithoutAKey() {
    for (String environment : ENVIRONMENTS) {
      Path file = infra.folder().resolve("environments").resolve(environment + ".tfbackend");
      assertThat(TerraformFile.read(file).settings())
          .containsEntry("container_name", '"' + environment + '"')
          .doesNotContainKeys("access_key", "sas_token", "client_secret");
    }
    assertThat(text(infra.folder()))
        .containsPattern("backend \"azurerm\" \\{[^}]*use_azuread_auth = true");
  }

  @Test
  void pinsOneProviderAtOneVersion() {
    Set<String> pinned =
        infra.modules().stream()
            .flatMap(module ->
                Pattern.compile("source\\s+= \"([a-z/]+)\"\\s+version\\s+= \"([^\"]*)\"")
                    .matcher(text(module))
                    .results())
            .map(provider -> provider.group(1) + ' ' + provider.group(2))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(pinned).singleElement(as(STRING)).matches("hashicorp/azurerm \\d+\\.\\d+\\.\\d+");
  }

  @Test
  void holdsNoSecretAndNoIdOfAnyone() throws IOException {
    for (Path file : infra.files()) {
      String text = Files.readString(file);
      assertThat(SECRET.matcher(text).results().map(MatchResult::group)).as("" + file).isEmpty();
      if (!file.toString().endsWith(".tftest.hcl")) {
        assertThat(GUID.matcher(text).results().map(MatchResult::group))
            .as("ids in " + file + ", where only those of Azure's own roles may stand")
            .isSubsetOf(
                "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
                "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
                "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
                "7f951dda-4ed3-4680-a7ca-43fe172d538d");
      }
    }
  }

  @Test
  void knowsASecretWhenItSeesOne() {
    assertThat(
            Stream.of(
                "administrator_password = \"hunter2\"",
                "DefaultEndpointsProtocol=https;AccountKey=abc",
                "https://x.blob.core.windows.net/c?sv=1&sig=abc",
                "-----BEGIN PRIVATE KEY-----"))
        .allMatch(line -> SECRET.matcher(line).find());
    assertThat(SECRET.matcher("    password_auth_enabled = false").find()).isFalse();
  }

  @Test
  void knowsEachServiceAccountOfTheChartByItsLogin() {
    Path services = infra.folder().resolve("services.tf");
    Map<String, String> found = new TreeMap<>();
    Pattern.compile("^    (surety-[a-z-]+)\\s+= \"(surety_[a-z]+)\"$", Pattern.MULTILINE)
        .matcher(String.join("\n", TerraformFile.lines(services)))
        .results()
        .forEach(pair -> found.put(pair.group(1), pair.group(2)));
    assertThat(found).containsExactlyInAnyOrderEntriesOf(SERVICE_ACCOUNTS);
    assertThat(TerraformFile.lines(services)).contains("  namespace = \"surety\"");
  }

  @Test
  void makesEachGroupRoleOfTheMigrations() throws IOException {
    String roles = Files.readString(Path.of("..", "docs", "roles.md"));
    String services = String.join("\n", TerraformFile.lines(infra.folder().resolve("services.tf")));
    List<String> documented =
        Pattern.compile("^\\| `(surety_[a-z_]+)` \\|", Pattern.MULTILINE)
            .matcher(roles)
            .results()
            .map(role -> role.group(1))
            .toList();
    assertThat(documented).contains("surety_feature_reader");
    for (String role : documented) {
      assertThat(services).as("a login for the group role " + role).contains('"' + role + '"');
    }
  }

  @Test
  void labelsAndTaintsTheSpotPoolAsTheChartExpects() {
    assertThat(text(infra.folder().resolve("modules").resolve("aks")))
        .contains("\"surety.io/pool\"                        = \"batch\"")
        .contains("[\"kubernetes.azure.com/scalesetpriority=spot:NoSchedule\"]");
  }

  /** Reading an output needs the state, and kubectl the cluster's address. */
  @Test
  void letsPeopleDoTheStepsThatAreTheirs() {
    assertThat(assigned(infra.folder().resolve("bootstrap"), "people_read_state"))
        .containsEntry("scope", "azurerm_storage_container.state[each.key].id")
        .containsEntry("role_definition_name", "\"Storage Blob Data Reader\"")
        .containsEntry("principal_id", "var.admin_group.id")
        .containsEntry("principal_type", "\"Group\"");
    assertThat(assigned(infra.folder().resolve("modules").resolve("aks"), "people_find_cluster"))
        .containsEntry("for_each", "toset(var.admin_group_ids)")
        .containsEntry("scope", "azurerm_kubernetes_cluster.this.id")
        .containsEntry("role_definition_name", "\"Azure Kubernetes Service Cluster User Role\"")
        .containsEntry("principal_type", "\"Group\"");
  }

  @Test
  void letsTheAddressOfTheAgentsInWhereTheApiServerIsPublic() {
    assertThat(block(infra.folder(), "module", "aks").settings())
        .containsEntry(
            "authorised_ranges",
            "var.private_cluster ? [] : concat(var.authorised_ranges, [\"${module.network.agent_address}/32\"])");
    Path network = infra.folder().resolve("modules").resolve("network");
    assertThat(block(network, "output", "agent_address").settings())
        .containsEntry("value", "azurerm_public_ip.agents.ip_address");
    assertThat(text(network))
        .contains(
            "subnet_id      = azurerm_subnet.agents.id\n  nat_gateway_id = azurerm_nat_gateway.agents.id")
        .contains("public_ip_address_id = azurerm_public_ip.agents.id");
  }

  @Test
  void printsWhatADocumentSaysToReadAndNothingElse() throws IOException {
    StringBuilder documents = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("..", "docs"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".md")).toList()) {
        documents.append(Files.readString(file));
      }
    }
    documents.append(Files.readString(infra.folder().resolve("README.md")));
    List<String> outputs = names(infra.folder(), "output");
    assertThat(outputs)
        .as("outputs that a document tells to read, as `NAME` or terraform output -raw NAME")
        .filteredOn(output ->
            !Pattern.compile("(`|terraform output -raw )" + output + "\\b")
                .matcher(documents)
                .find())
        .isEmpty();
    assertThat(
            Pattern.compile("terraform output(?: -raw)? ([a-z_]+)")
                .matcher(documents)
                .results()
                .map(read -> read.group(1)))
        .contains("chart_values", "database_logins")
        .isSubsetOf(outputs);
  }

  @Test
  void takesImagesOverFromTheEnvironmentBeforeAsTheBootstrapPermits() {
    Map<String, String> before = new TreeMap<>();
    for (String environment : ENVIRONMENTS) {
      String from = infra.values(environment).settings().get("promoted_from");
      if (from != null) {
        before.put(environment, from);
      }
    }
    assertThat(before).isEqualTo(Map.of("test", "\"dev\"", "prod", "\"test\""));
    assertThat(text(infra.folder().resolve("bootstrap")))
        .contains("before = { test = \"dev\", prod = \"test\" }");
  }

  @Test
  void tellsInTheReadmeWhatTheTeamSets() throws IOException {
    assertThat(Files.readString(infra.folder().resolve("README.md")))
        .contains(OF_THE_TEAM.stream().map(name -> "`TF_VAR_" + name + '`').toList())
        .contains(infra.modules().stream().filter(this::isComposed).map(this::row).toList());
  }

  @Test
  void refusesAFileThatIsWrittenInAnotherWay(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("x.tf"), "variable \"x\" { type = string }\n");
    assertThatThrownBy(() -> TerraformFile.read(file)).hasMessageContaining("terraform fmt");
  }

  private static Block block(Path module, String kind, String name) {
    return blocks(module, kind).stream()
        .filter(block -> block.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> assigned(Path module, String name) {
    Block resource = block(module, "resource", name);
    assertThat(resource.labels()).startsWith("azurerm_role_assignment");
    return resource.settings();
  }

  private Path source(Block call) {
    String quoted = call.setting("source").orElseThrow();
    return infra.folder().resolve(quoted.replace("\"", "")).normalize();
  }

  private boolean isComposed(Path module) {
    return module.getParent().endsWith("modules");
  }

  private String row(Path module) {
    return "| `" + module.getFileName() + "` |";
  }

  private Set<String> variablesOf(String environment) {
    return infra.values(environment).settings().keySet().stream()
        .map(key -> key.contains(".") ? key.substring(0, key.indexOf('.')) : key)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
