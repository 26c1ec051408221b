package io.surety.delivery.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.surety.delivery.infra.Infrastructure;
import io.surety.delivery.infra.Terraform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the chart takes what infra/ prints for it. */
class MadeValuesTest {

  private static final Path MODULE =
      Infrastructure.ofTheRepository().folder().resolve("modules").resolve("values");

  /** A key as terraform fmt indents it, and one inside the same line. */
  private static final Pattern KEY =
      Pattern.compile("^( +)([A-Za-z]+) += (?:\\{ ([A-Za-z]+) = .*}|.*)$");

  @TempDir Path folder;

  @Test
  void usesTheNamesOfTheChartAlone() throws IOException {
    JsonNode schema =
        new JsonMapper().readTree(Chart.FOLDER.resolve("values.schema.json").toFile());
    List<String> told = told();
    assertThat(told)
        .contains(
            "/images/registry",
            "/database/host",
            "/database/addresses",
            "/identities/approval/clientId",
            "/volumes/account",
            "/volumes/inbox/container");
    for (String path : told) {
      assertThat(known(schema, path)).as("the chart's schema knows %s", path).isTrue();
    }
  }

  @Test
  void tellsEachIdentityAndVolumeOfTheChart() throws IOException {
    JsonNode values = ValuesFiles.read(Chart.FOLDER.resolve("values.yaml"));
    List<String> told = told();
    for (String part : List.of("identities", "volumes")) {
      values
          .get(part)
          .fieldNames()
          .forEachRemaining(
              name -> assertThat(told).anyMatch(path -> path.startsWith("/" + part + "/" + name)));
    }
  }

  /** As infra/README.md writes the file: what terraform prints, and two lines by hand below. */
  @Test
  void installsTheChartWithWhatTerraformPrints() throws Exception {
    try (Stream<Path> files = Files.list(MODULE)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".tf")).toList()) {
        Files.copy(file, folder.resolve(Objects.requireNonNull(file.getFileName())));
      }
    }
    Files.writeString(
        folder.resolve("terraform.tfvars"),
        """
        registry           = "crsuretydev00000.azurecr.io"
        database_host      = "psql-surety-dev-00000.postgres.database.azure.com"
        database_addresses = ["10.60.4.64/26"]
        storage_account    = "stsuretydev00000"
        client_ids = {
          surety-feature-service    = "00000000-0000-0000-0000-0000000000f1"
          surety-prediction-service = "00000000-0000-0000-0000-0000000000f2"
          surety-migration          = "00000000-0000-0000-0000-0000000000f3"
          surety-admission          = "00000000-0000-0000-0000-0000000000f4"
          surety-training-job       = "00000000-0000-0000-0000-0000000000f5"
          surety-approval           = "00000000-0000-0000-0000-0000000000f6"
          surety-watching           = "00000000-0000-0000-0000-0000000000f7"
        }
        """);
    terraform("init", "-input=false", "-no-color");
    terraform("apply", "-auto-approve", "-input=false", "-no-color");
    JsonNode state = new JsonMapper().readTree(folder.resolve("terraform.tfstate").toFile());
    String printed = state.at("/outputs/yaml/value").asText();
    Path site =
        Given.values(
            printed
                + """
                security: {issuer: "https://login.microsoftonline.com/TENANT/v2.0", audience: 00000000-0000-0000-0000-00000000a9d1}
                route: {host: scores.example.com, tlsSecret: surety-tls}
                """);

    Manifests manifests =
        Manifests.read(Chart.text(List.of(Chart.FOLDER.resolve("values-dev.yaml"), site)));

    assertThat(Pods.of(manifests))
        .filteredOn(pod -> !pod.component().equals("smoke"))
        .allSatisfy(pod ->
            assertThat(pod.container().getImage()).startsWith("crsuretydev00000.azurecr.io/"));
    assertThat(manifests.require(CronJob.class, "surety-ingest").getSpec().getSuspend()).isTrue();
  }

  private void terraform(String... arguments) throws Exception {
    Terraform.Outcome outcome = new Terraform(folder).run(folder, arguments);
    assertThat(outcome.status()).as(outcome.printed()).isZero();
  }

  /** The path of each value in the module's text. */
  private static List<String> told() throws IOException {
    List<String> paths = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (String line : Files.readAllLines(MODULE.resolve("main.tf"))) {
      Matcher key = KEY.matcher(line);
      if (key.matches()) {
        int depth = key.group(1).length() / 2 - 2;
        if (depth >= 0) {
          open.subList(depth, open.size()).clear();
          open.add(key.group(2));
          String path = "/" + String.join("/", open);
          if (key.group(3) != null) {
            paths.add(path + "/" + key.group(3));
          } else if (!line.endsWith("{")) {
            paths.add(path);
          }
        }
      }
    }
    return paths;
  }

  private static boolean known(JsonNode schema, String path) {
    JsonNode at = schema;
    for (String name : path.substring(1).split("/", -1)) {
      JsonNode below = at.path("properties").path(name);
      at = below.has("$ref") ? schema.at(below.get("$ref").asText().substring(1)) : below;
    }
    return !at.isMissingNode();
  }
}
