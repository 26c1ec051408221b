package io.surety.delivery.approval;

import io.surety.terminal.CommandFailed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The REST interface of the project that a run belongs to. It is asked with the run's own token,
 * which is in the environment alone.
 */
public final class AzureDevOps {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final URI project;
  private final String token;

  /**
   * A project.
   *
   * @param project address of its interface, such as {@code https://dev.azure.com/us/credit/_apis/}
   */
  AzureDevOps(URI project, String token) {
    this.project = project;
    this.token = token;
  }

  /** The project and the token of the run that this process belongs to. */
  public static AzureDevOps ofRun(Map<String, String> environment) {
    String collection = require(environment, "SYSTEM_COLLECTIONURI");
    return new AzureDevOps(
        URI.create(
            (collection.endsWith("/") ? collection : collection + "/")
                + require(environment, "SYSTEM_TEAMPROJECTID")
                + "/_apis/"),
        require(environment, "SYSTEM_ACCESSTOKEN"));
  }

  /** A variable of the run. */
  public static String require(Map<String, String> environment, String variable) {
    String value = environment.getOrDefault(variable, "");
    if (value.isBlank()) {
      throw new CommandFailed(
          "The variable %s is not set: this stage reads who approved from the run of a pipeline, which sets it (and SYSTEM_ACCESSTOKEN where the step maps it)."
              .formatted(variable));
    }
    return value;
  }

  /** Reads one resource, named below the project. */
  JsonNode read(String resource) {
    HttpRequest request =
        HttpRequest.newBuilder(project.resolve(resource))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json")
            .build();
    HttpResponse<String> response = send(request);
    if (response.statusCode() != 200) {
      throw new CommandFailed(
          "Azure DevOps answered %d to %s: check that the step maps SYSTEM_ACCESSTOKEN and that the build service may read builds."
              .formatted(response.statusCode(), request.uri()));
    }
    try {
      return JSON.readTree(response.body());
    } catch (JacksonException notJson) {
      throw new CommandFailed(
          "Azure DevOps answered %s with a page instead of JSON, which it does to a token that it does not accept."
              .formatted(request.uri()),
          notJson);
    }
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new CommandFailed(
          "Azure DevOps does not answer at %s (%s); try again."
              .formatted(request.uri(), failure.getMessage()),
          failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("Interrupted while Azure DevOps was asked.", interrupted);
    }
  }
}
