package io.surety.runs.mlflow;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which MLflow server runs are logged to, told by the variables that MLflow's own clients read.
 *
 * @param address without a slash at its end
 * @param authorization the header that lets in, if one is asked for
 * @param experiment for every run, instead of one for each model
 */
public record MlflowServer(
    URI address, Optional<String> authorization, Optional<String> experiment) {

  private static final String ADDRESS = "MLFLOW_TRACKING_URI";

  /**
   * The server that {@code MLFLOW_TRACKING_URI} names, if it names one. {@code
   * MLFLOW_TRACKING_USERNAME} and {@code MLFLOW_TRACKING_PASSWORD}, or else {@code
   * MLFLOW_TRACKING_TOKEN}, let in; {@code MLFLOW_EXPERIMENT_NAME} names the experiment.
   *
   * @throws UnusableMlflow when it names something that is no server
   */
  public static Optional<MlflowServer> of(Map<String, String> environment) {
    Optional<String> named = value(environment, ADDRESS);
    if (named.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new MlflowServer(
            address(named.get()),
            authorization(environment),
            value(environment, "MLFLOW_EXPERIMENT_NAME")));
  }

  private static URI address(String named) {
    try {
      URI address = new URI(named.strip().replaceAll("/+$", ""));
      String scheme =
          address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
      if ((scheme.equals("http") || scheme.equals("https"))
          && address.getHost() != null
          && address.getUserInfo() == null
          && address.getQuery() == null) {
        return address;
      }
    } catch (URISyntaxException unreadable) {
      // Told below, as any other.
    }
    throw new UnusableMlflow(
        ADDRESS
            + " names no server that runs can be logged to: it looks like https://HOST or http://HOST:5000, and who logs in is told by MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN.");
  }

  private static Optional<String> authorization(Map<String, String> environment) {
    Optional<String> user = value(environment, "MLFLOW_TRACKING_USERNAME");
    Optional<String> password = value(environment, "MLFLOW_TRACKING_PASSWORD");
    if (user.isPresent() && password.isPresent()) {
      byte[] both = (user.get() + ":" + password.get()).getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(both));
    }
    return value(environment, "MLFLOW_TRACKING_TOKEN").map(token -> "Bearer " + token);
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** Without what lets in. */
  @Override
  public String toString() {
    return address.toString();
  }
}
