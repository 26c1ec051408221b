package io.surety.web.listening;

import jakarta.servlet.ServletRequest;

/** Tells requests at the management port from all others. */
public final class ManagementRequests {

  private static final String ATTRIBUTE = ManagementRequests.class.getName();

  private ManagementRequests() {}

  /** Whether the request came to the management port, where only health and metrics are. */
  public static boolean isOne(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) != null;
  }

  static void mark(ServletRequest request) {
    request.setAttribute(ATTRIBUTE, true);
  }
}
