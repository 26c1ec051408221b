package io.surety.prediction.features;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;

/**
 * Requests of which each has a time limit, and of which all that belong together have one in common
 * too: the last ones get what the first ones left.
 */
final class TimedRequests implements ClientHttpRequestFactory {

  private static final ScopedValue<Long> END = ScopedValue.newInstance();

  private final HttpClient connection;
  private final Duration readLimit;
  private final Duration totalLimit;

  TimedRequests(HttpClient connection, FeatureCallSettings settings) {
    this.connection = connection;
    this.readLimit = settings.readLimit();
    this.totalLimit = settings.totalLimit();
  }

  /** Does what makes requests; from the total limit on they fail with a timeout. */
  <T> T together(Supplier<T> work) {
    return ScopedValue.where(END, System.nanoTime() + totalLimit.toNanos()).call(work::get);
  }

  @Override
  public ClientHttpRequest createRequest(URI uri, HttpMethod method) throws IOException {
    Duration left = Duration.ofNanos(END.get() - System.nanoTime());
    if (left.toMillis() < 1) {
      throw new HttpTimeoutException("The time for all calls together is over.");
    }
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(connection);
    requests.setReadTimeout(left.compareTo(readLimit) < 0 ? left : readLimit);
    return requests.createRequest(uri, method);
  }
}
