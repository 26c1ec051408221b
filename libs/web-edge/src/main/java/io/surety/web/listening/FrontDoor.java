package io.surety.web.listening;

import io.surety.web.Refusals;
import io.surety.web.StandardProblem;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Set;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.http.HttpHeaders;

/**
 * Where every request comes in, before anything is made for it. At the management port there are
 * health and metrics and nothing else; at the API's there are neither, and no more requests at once
 * than the limit. Every endpoint answers on the thread that came in: a request is over when this is
 * left, also when its caller has gone, and nothing of it is waited for later.
 */
final class FrontDoor extends ValveBase {

  private static final String ACTUATOR = "/actuator";
  private static final String HEALTH = ACTUATOR + "/health";
  private static final Set<String> MANAGEMENT =
      Set.of(HEALTH, HEALTH + "/liveness", HEALTH + "/readiness", ACTUATOR + "/prometheus");
  private static final String RETRY_SECONDS = "1";
  private static final int REFUSED_AT_ONCE = 64;

  private final Connector management;
  private final RequestLimit limit;
  private final Refusals refusals;

  FrontDoor(Connector management, RequestLimit limit, Refusals refusals) {
    super(true);
    this.management = management;
    this.limit = limit;
    this.refusals = refusals;
  }

  /** How many connections are at work at once when as many requests as may be are under way. */
  static int atWork(int concurrentRequests) {
    return concurrentRequests + REFUSED_AT_ONCE;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (management.equals(request.getConnector())) {
      manage(request, response);
    } else if (limit.begin()) {
      try {
        answer(request, response);
      } finally {
        limit.end();
      }
    } else {
      response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
      refusals.write(
          StandardProblem.TOO_MANY_REQUESTS,
          "As many requests as this service answers at once are under way. Try again shortly.",
          request.getRequestURI(),
          response);
    }
    UnreadBody.readAway(request.getCoyoteRequest(), response.getCoyoteResponse());
  }

  private void manage(Request request, Response response) throws IOException, ServletException {
    if (MANAGEMENT.contains(path(request))) {
      ManagementRequests.mark(request);
      getNext().invoke(request, response);
    } else {
      refusals.write(
          StandardProblem.UNKNOWN_PATH,
          "There is nothing at this path; health is at " + HEALTH + ".",
          request.getRequestURI(),
          response);
    }
  }

  private void answer(Request request, Response response) throws IOException, ServletException {
    String path = path(request);
    if (path.startsWith(ACTUATOR)
        && (path.length() == ACTUATOR.length() || path.charAt(ACTUATOR.length()) == '/')) {
      refusals.write(
          StandardProblem.UNKNOWN_PATH,
          "There is nothing at this path; /openapi.json lists what there is.",
          request.getRequestURI(),
          response);
    } else {
      getNext().invoke(request, response);
    }
  }

  /** Decoded and normalized, empty for a request line that Tomcat refuses. */
  private static String path(Request request) {
    String path = request.getDecodedRequestURI();
    return path == null ? "" : path;
  }
}
