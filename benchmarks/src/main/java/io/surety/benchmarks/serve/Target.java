package io.surety.benchmarks.serve;

import io.surety.benchmarks.echo.ServiceWithEcho.Service;
import java.util.List;
import java.util.Optional;

/**
 * An endpoint that is loaded.
 *
 * @param name for the command line
 * @param words for the table
 * @param asks requests that are sent in turns
 * @param rows how many rows each request brings
 * @param connections the most that make sense here
 * @param sign what an answer holds when the endpoint does what it is measured for
 */
record Target(
    String name,
    String words,
    Service service,
    List<Ask> asks,
    int rows,
    int connections,
    String sign) {

  private static final int ANY = Integer.MAX_VALUE;

  static Target one(String name, String words, Service service, List<Ask> asks) {
    return new Target(name, words, service, asks, 1, ANY, "");
  }

  Target withSign(String other) {
    return new Target(name, words, service, asks, rows, connections, other);
  }

  Target withRows(int other) {
    return new Target(name, words, service, asks, other, connections, sign);
  }

  Target withConnections(int other) {
    return new Target(name, words, service, asks, rows, other, sign);
  }

  /** The same requests to the service that logs. */
  Target logged(String otherName, String otherWords) {
    return new Target(
        otherName, otherWords, Service.LOGGED_PREDICTIONS, asks, rows, connections, sign);
  }

  /** An echo that is sent the same requests. */
  Target echo(String echoName, String echoWords, String path) {
    return one(
        echoName, echoWords, service, asks.stream().map(ask -> ask.at(path)).distinct().toList());
  }

  /** The target whose requests this echo answers; empty when it is none. */
  Optional<Target> echoOf(List<Target> all) {
    String path = asks.getFirst().path();
    return all.stream()
        .filter(each -> path.startsWith("/echo") && path.endsWith("/" + each.name()))
        .findFirst();
  }
}
