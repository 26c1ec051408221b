package io.surety.web;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Tomcat from logging a stack trace for a request that is not HTTP: that is the caller's
 * fault, and the caller is told. A level that somebody has set for its parser stays.
 */
final class QuietRefusals {

  private static final String TOMCAT_PARSER = "org.apache.coyote.http11.Http11Processor";

  private QuietRefusals() {}

  static void begin() {
    if (LoggerFactory.getLogger(TOMCAT_PARSER) instanceof Logger parser
        && parser.getLevel() == null) {
      parser.setLevel(Level.WARN);
    }
  }
}
