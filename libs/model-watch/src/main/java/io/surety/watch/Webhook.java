package io.surety.watch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Tells events to somebody's address, one POST each. */
final class Webhook implements AutoCloseable {

  private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(5);
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);
  private static final int FIRST_BEYOND_SUCCESS = 300;

  private final URI address;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECTS_WITHIN)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  Webhook(URI address) {
    this.address = address;
  }

  /** Tells an event once; says why it was not taken, or nothing when it was. */
  Optional<String> tell(WatchEvent event) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(ANSWERS_WITHIN)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", event.key())
            .POST(BodyPublishers.ofString(event.json()))
            .build();
    try {
      HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
      return answer.statusCode() >= 200 && answer.statusCode() < FIRST_BEYOND_SUCCESS
          ? Optional.empty()
          : Optional.of("it answered " + answer.statusCode());
    } catch (IOException failure) {
      return Optional.of(
          failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage());
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
