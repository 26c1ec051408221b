package io.surety.web;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What is logged with a stack trace while this is open. */
final class LoggedFailures extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

  LoggedFailures() {
    start();
    root.addAppender(this);
  }

  List<String> all() {
    return messages;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getThrowableProxy() != null) {
      messages.add(event.getLoggerName() + ": " + event.getFormattedMessage());
    }
  }

  @Override
  public void close() {
    root.detachAppender(this);
    stop();
  }
}
