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
 * @param least the connections that it is loaded with at least
 * @param most the connections that make sense here at most
 * @param sign what an answer holds when the endpoint does what it is measured for
 */
record Target(
    String name,
    String words,
    Service service,
    List<Ask> asks,
    int rows,
    int least,
    int most,
    String sign) {

  private static final int ANY = Integer.MAX_VALUE;

  static Target one(String name, String words, Service service, List<Ask> asks) {
    return new Target(name, words, service, asks, 1, 1, ANY, "");
  }

  Target withSign(String other) {
    return new Target(name, words, service, asks, rows, least, most, other);
  }

  Target withRows(int other) {
    return new Target(name, words, service, asks, other, least, most, sign);
  }

  Target withConnectionsAtMost(int other) {
    return new Target(name, words, service, asks, rows, least, other, sign);
  }

  Target withConnectionsAtLeast(int other) {
    return new Target(name, words, service, asks, rows, other, most, sign);
  }

  /** With how many connections it is loaded when so many are usual. */
  int connections(int usual) {
    return Math.clamp(usual, Math.min(least, most), most);
  }

  /** The same requests to the service that logs. */
  Target logged(String otherName, String otherWords) {
    return new Target(
        otherName, otherWords, Service.LOGGED_PREDICTIONS, asks, rows, least, most, sign);
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
