package io.surety.standalone;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.login.ServiceLogin;
import io.surety.testing.Eventually;
import io.surety.testing.HttpProbe;
import io.surety.testing.LockedServer;
import io.surety.testing.TestAuthority;
import io.surety.testing.TokenEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A deployment in small: a database under another name, reached over verified TLS, with passwords
 * in files. Everything is told to say all it can, and no secret is in what it says.
 */
class SecretsInLogsIT {

  private static final Duration START = Duration.ofMinutes(2);
  private static final String HOST = "database.example";
  private static final String JOB = "io.surety.terminal.TrainingJob";
  private static final String OWNER_SECRET = "0wner-secret-of-the-test";
  private static final String WRONG_SECRET = "wr0ng-secret-of-the-test";

  private static final String POD = "pod_of_the_test";
  private static final String POD_TOKEN = "eyJhbGciOi.entra-t0ken-of-the-test.c2lnbmF0dXJl";
  private static final String POD_ASSERTION = "kubernetes-t0ken-of-the-test";

  @TempDir private static Path folder;
  private static TestAuthority authority;
  private static LockedServer server;
  private static String address;
  private static Path hosts;
  private static String token = "";

  @BeforeAll
  static void deploy() throws Exception {
    authority = TestAuthority.in(folder.resolve("ca"));
    server = LockedServer.start(folder.resolve("server"), authority.server(HOST));
    server.execute(
        "CREATE ROLE surety_owner LOGIN CREATEROLE PASSWORD '" + OWNER_SECRET + "'",
        "GRANT CREATE ON DATABASE postgres TO surety_owner");
    address = server.jdbcUrl(HOST) + "?sslmode=verify-full&sslrootcert=" + authority.certificate();
    hosts =
        Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n127.0.0.1 " + HOST + "\n");
    for (ServiceLogin login : ServiceLogin.values()) {
      Path secrets = Files.createDirectories(folder.resolve("secrets").resolve(login.role()));
      Files.writeString(secrets.resolve("spring.datasource.password"), secret(login) + "\n");
      Path passwords = Files.createDirectories(folder.resolve("passwords"));
      Files.writeString(passwords.resolve(login.role()), secret(login) + "\n");
    }
    assertThat(types("surety_owner", OWNER_SECRET, "migrate")).contains("up to date");
    makeAdmittersWhereNoMigrationDoes();
    assertThat(
            types(
                "surety_owner",
                OWNER_SECRET,
                "logins",
                "--passwords",
                folder.resolve("passwords").toString()))
        .contains(ServiceLogin.values().length + " logins");
    server.execute(
        "CREATE ROLE %s LOGIN PASSWORD '%s' IN ROLE surety_approver, surety_feature_reader"
            .formatted(POD, POD_TOKEN));
    String keys = folder.resolve("keys").toString();
    types("surety_owner", OWNER_SECRET, "keys", "--out", keys);
    token = token(keys);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void makeAdmittersWhereNoMigrationDoes() {
    server.execute(
        """
        DO $$
        BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'surety_admitter') THEN
            CREATE ROLE surety_admitter NOLOGIN;
            GRANT surety_admitter TO surety_owner WITH ADMIN OPTION;
          END IF;
        END
        $$
        """);
  }

  @Test
  void aCommandThatMayLogInAndOneThatMayNotSayNoSecret() throws Exception {
    String done = types("surety_approval", secret(ServiceLogin.APPROVAL), "models");
    assertThat(done).contains("DEBUG");
    String refused = types("surety_approval", WRONG_SECRET, "models");
    assertThat(refused).contains("password authentication failed").contains("PSQLException");
    holdsNoSecret(done);
    holdsNoSecret(refused);
  }

  @Test
  void anAddressWithAPasswordIsNotRepeated() throws Exception {
    Path said = folder.resolve("address.log");
    Map<String, String> environment = new HashMap<>(Map.of("SURETY_DEBUG", "1"));
    environment.put("SURETY_LOG_LEVEL", "TRACE");
    environment.put(
        "SURETY_DATABASE", "jdbc:postgresql://ada:" + OWNER_SECRET + "@" + HOST + "/surety");
    try (TalkativeProcess job =
        TalkativeProcess.start(said, hosts, environment, JOB, List.of("models"))) {
      holdsNoSecret(job.end());
    }
  }

  @Test
  void theServicesSayNoSecretThatTheyHoldOrAreSent() throws Exception {
    int features = freePort();
    int scores = freePort();
    try (TalkativeProcess featureService =
            service(
                "feature",
                ServiceLogin.FEATURES,
                "io.surety.featureservice.FeatureServiceApplication",
                features,
                "");
        TalkativeProcess predictionService =
            service(
                "prediction",
                ServiceLogin.PREDICTIONS,
                "io.surety.prediction.PredictionServiceApplication",
                scores,
                "--surety.features.url=http://127.0.0.1:" + features)) {
      try (HttpProbe toFeatures = new HttpProbe(features);
          HttpProbe toScores = new HttpProbe(scores)) {
        awaitAnswer(featureService, toFeatures, "/features/1", Set.of(401, 404));
        awaitAnswer(predictionService, toScores, "/openapi.json", Set.of(200));
        toFeatures.get("/nowhere", bearer());
        toFeatures.post("/features/lookup", "{broken", bearer());
        toScores.post("/score", "{\"user_id\":1}", bearer());
        toScores.post("/score", "{broken", bearer());
        toScores.get("/nowhere", bearer());
      }
      assertThat(featureService.said()).contains("DEBUG").contains("org.postgresql");
      assertThat(predictionService.said()).contains("DEBUG").contains("org.postgresql");
      holdsNoSecret(featureService.said());
      holdsNoSecret(predictionService.said());
    }
    // The test itself makes two roles with a password in the statement.
    holdsNoSecret(
        server.log().lines().filter(line -> !line.contains("CREATE ROLE")).collect(joining("\n")));
  }

  @Test
  void aServiceWithAWrongPasswordDoesNotSayIt() throws Exception {
    Path secrets = Files.createDirectories(folder.resolve("secrets/wrong"));
    Files.writeString(secrets.resolve("spring.datasource.password"), WRONG_SECRET);
    int port = freePort();
    try (TalkativeProcess service =
            serviceWith(
                "wrong",
                secretsOf("wrong"),
                "surety_features",
                "io.surety.featureservice.FeatureServiceApplication",
                port,
                "");
        HttpProbe http = new HttpProbe(port)) {
      awaitAnswer(service, http, "/features/1", Set.of(503));
      Eventually.within(
          START,
          "the service says that it is not let in",
          () -> said(service).contains("password authentication failed"));
      holdsNoSecret(service.said());
    }
  }

  @Test
  void aPodLogsInWithItsIdentityAndSaysNoToken() throws Exception {
    Files.writeString(folder.resolve("pod-token"), POD_ASSERTION);
    int port = freePort();
    try (TokenEndpoint entra = TokenEndpoint.start(authority)) {
      entra.issues(POD_TOKEN);
      Map<String, String> pod = pod(entra);
      Path said = folder.resolve("pod-command.log");
      try (TalkativeProcess job =
          TalkativeProcess.start(said, hosts, pod, JOB, List.of("models"))) {
        assertThat(job.end())
            .contains("No model has been registered yet")
            .doesNotContain("PSQLException");
        holdsNoSecret(job.said());
      }
      try (TalkativeProcess service =
              serviceWith(
                  "pod", pod, POD, "io.surety.featureservice.FeatureServiceApplication", port, "");
          HttpProbe http = new HttpProbe(port)) {
        awaitAnswer(service, http, "/features/1", Set.of(401, 404));
        assertThat(service.said()).contains("Database token issued");
        holdsNoSecret(service.said());
      }
      assertThat(entra.requests())
          .hasSize(2)
          .allMatch(request -> request.containsValue(POD_ASSERTION));
    }
  }

  private static Map<String, String> pod(TokenEndpoint entra) {
    Map<String, String> pod = new HashMap<>();
    pod.put("AZURE_TENANT_ID", "a-tenant");
    pod.put("AZURE_CLIENT_ID", "a-client");
    pod.put("AZURE_FEDERATED_TOKEN_FILE", folder.resolve("pod-token").toString());
    pod.put("AZURE_AUTHORITY_HOST", entra.address());
    pod.put("SURETY_DATABASE_IDENTITY", "workload");
    pod.put("SURETY_DATABASE", address);
    pod.put("SURETY_DATABASE_USER", POD);
    pod.put("SURETY_DEBUG", "1");
    pod.put("SURETY_LOG_LEVEL", "TRACE");
    pod.put(
        "JAVA_TOOL_OPTIONS",
        "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
            .formatted(authority.trustStore(), authority.password()));
    return pod;
  }

  private static TalkativeProcess service(
      String name, ServiceLogin login, String program, int port, String more) throws IOException {
    return serviceWith(name, secretsOf(login.role()), login.role(), program, port, more);
  }

  private static TalkativeProcess serviceWith(
      String name,
      Map<String, String> environment,
      String user,
      String program,
      int port,
      String more)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--debug",
                "--logging.level.root=DEBUG",
                "--logging.level.org.postgresql=TRACE",
                "--logging.level.com.zaxxer=TRACE",
                "--spring.datasource.url=" + address,
                "--spring.datasource.username=" + user));
    if (!more.isEmpty()) {
      arguments.add(more);
    }
    return TalkativeProcess.start(
        folder.resolve(name + ".log"), hosts, environment, program, arguments);
  }

  private static Map<String, String> secretsOf(String name) {
    return Map.of("SURETY_SECRETS", folder.resolve("secrets").resolve(name) + "/");
  }

  /** Until then the first connection to the database may not have been made in time. */
  private static void awaitAnswer(
      TalkativeProcess service, HttpProbe http, String path, Set<Integer> wanted) {
    Eventually.within(
        START,
        "the service answers one of " + wanted + " at " + path,
        () -> {
          assertThat(service.running()).as(said(service)).isTrue();
          try {
            return wanted.contains(http.get(path, bearer()).statusCode());
          } catch (UncheckedIOException notYet) {
            return false;
          }
        });
  }

  private static String said(TalkativeProcess process) {
    try {
      return process.said();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String[] bearer() {
    return new String[] {"Authorization", "Bearer " + token};
  }

  /** Types a command with all logs on, and returns all that it said. */
  private static String types(String user, String password, String... arguments) throws Exception {
    Path file = Files.writeString(folder.resolve("password-of-the-command"), password + "\n");
    Map<String, String> environment =
        Map.of(
            "SURETY_DEBUG",
            "1",
            "SURETY_LOG_LEVEL",
            "TRACE",
            "SURETY_DATABASE",
            address,
            "SURETY_DATABASE_USER",
            user,
            "SURETY_DATABASE_PASSWORD_FILE",
            file.toString());
    Path said = Files.createTempFile(folder, "command", ".log");
    try (TalkativeProcess job =
        TalkativeProcess.start(said, hosts, environment, JOB, List.of(arguments))) {
      String all = job.end();
      holdsNoSecret(all);
      return all;
    }
  }

  /** The one command whose result is a secret: what it prints is all it prints. */
  private static String token(String keys) throws Exception {
    Path said = Files.createTempFile(folder, "token", ".log");
    try (TalkativeProcess job =
        TalkativeProcess.start(
            said, hosts, Map.of(), JOB, List.of("token", "--scope", "score", "--keys", keys))) {
      return job.end().strip();
    }
  }

  private static String secret(ServiceLogin login) {
    return "s3cret-of-the-test-for-" + login.role();
  }

  private static void holdsNoSecret(String said) throws IOException {
    List<String> secrets =
        new ArrayList<>(List.of(OWNER_SECRET, WRONG_SECRET, POD_TOKEN, POD_ASSERTION));
    for (ServiceLogin login : ServiceLogin.values()) {
      secrets.add(secret(login));
    }
    if (!token.isEmpty()) {
      secrets.add(token.substring(token.lastIndexOf('.') + 1));
    }
    Path key = folder.resolve("keys/signing-key.pem");
    if (Files.exists(key)) {
      secrets.add(Files.readAllLines(key).get(1));
    }
    List<String> lines = said.lines().toList();
    for (String secret : secrets) {
      assertThat(lines.stream().filter(line -> line.contains(secret)).limit(3)).isEmpty();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
