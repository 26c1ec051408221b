package io.surety.web.listening;

import java.net.InetAddress;

/**
 * The addresses that a service listens at; loopback alone when nothing is said.
 *
 * @param api where it answers callers
 * @param management where it answers those who look after it
 */
public record Addresses(InetAddress api, InetAddress management) {

  static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
}
