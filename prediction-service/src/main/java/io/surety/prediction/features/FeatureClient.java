package io.surety.prediction.features;

import io.surety.feature.LookupAnswer;
import io.surety.feature.LookupRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.HeaderGroup;
import org.apache.hc.core5.util.Timeout;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Sends questions to the feature service over HTTP, and reads its answers. */
final class FeatureClient {

  private final HttpClient http;
  private final TimeLimits limits;
  private final URI lookup;
  private final ObjectWriter questions;
  private final ObjectReader answers;

  FeatureClient(HttpClient http, TimeLimits limits, URI service, JsonMapper json) {
    this.http = http;
    this.limits = limits;
    this.lookup = service.resolve("/features/lookup");
    this.questions = json.writerFor(LookupRequest.class);
    this.answers = json.readerFor(LookupAnswer.class);
  }

  /**
   * The answer to a question. A kept connection that the other side has closed meanwhile deserves a
   * second try at once.
   *
   * @param headers what is sent besides
   * @param end the time by {@link System#nanoTime()} at which the answer has to be there
   * @throws InterruptedIOException when it is not there by then
   * @throws NotLetIn when whoever asks is not answered
   * @throws UnfitAnswer when something else is answered
   */
  LookupAnswer ask(LookupRequest question, HeaderGroup headers, long end) throws IOException {
    byte[] body = questions.writeValueAsBytes(question);
    byte[] answer;
    try {
      answer = post(body, headers, end);
    } catch (InterruptedIOException | ConnectException | UnfitAnswer | NotLetIn failure) {
      throw failure;
    } catch (IOException broken) {
      answer = post(body, headers, end);
    }
    try {
      return UnfitAnswer.requireFit(answers.readValue(answer), question.userIds());
    } catch (JacksonException unreadable) {
      throw new UnfitAnswer("The answer cannot be read.", unreadable);
    }
  }

  private byte[] post(byte[] body, HeaderGroup headers, long end) throws IOException {
    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    if (left < 1) {
      throw new SocketTimeoutException("The time for all calls together is over.");
    }
    HttpPost request = new HttpPost(lookup);
    request.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(Timeout.ofMilliseconds(left))
            .setResponseTimeout(Timeout.ofMilliseconds(left))
            .build());
    request.setHeaders(headers.getHeaders());
    request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    try (TimeLimits.Limit limit = limits.limit(request, end)) {
      return post(request, limit);
    }
  }

  private byte[] post(HttpPost request, TimeLimits.Limit limit) throws IOException {
    try {
      return http.execute(request, FeatureClient::body);
    } catch (IOException failure) {
      if (limit.isOver()) {
        SocketTimeoutException late = new SocketTimeoutException("The time for the call is over.");
        late.addSuppressed(failure);
        throw late;
      }
      throw failure;
    }
  }

  private static byte[] body(ClassicHttpResponse response) throws IOException {
    if (NotLetIn.isMeantBy(response.getCode())) {
      throw new NotLetIn(response.getCode());
    }
    HttpEntity entity = response.getEntity();
    if (response.getCode() == HttpStatus.SC_OK && entity == null) {
      throw new UnfitAnswer("The answer is empty.", null);
    }
    if (response.getCode() != HttpStatus.SC_OK || entity == null) {
      throw new UnfitAnswer(response.getCode());
    }
    return EntityUtils.toByteArray(entity);
  }
}
