package io.surety.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

/** Sends what the services log to a file of the data directory, a week of it at most. */
final class ServiceLogs {

  private ServiceLogs() {}

  /** From now on everything that is logged goes to that file, and nothing to the terminal. */
  static Path into(DataDirectory directory, LogForm form) {
    // Spring would set up logging anew for each service, and the last one would win.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    Path file = directory.logs().resolve("surety.log");
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(appender(context, file, encoder(context, form)));
    if (form.requests()) {
      // Method, path and status. Its neighbours would log what people asked and were answered.
      context.getLogger("org.springframework.web.servlet.DispatcherServlet").setLevel(Level.DEBUG);
    }
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    return file;
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogForm form) {
    if (form.structured().isPresent()) {
      context.putObject(Environment.class.getName(), new StandardEnvironment());
      StructuredLogEncoder encoder = new StructuredLogEncoder();
      encoder.setContext(context);
      encoder.setFormat(form.structured().get());
      encoder.setCharset(StandardCharsets.UTF_8);
      encoder.start();
      return encoder;
    }
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(
        "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%X{traceId:-}] %logger{36} %msg%n");
    encoder.start();
    return encoder;
  }

  private static RollingFileAppender<ILoggingEvent> appender(
      LoggerContext context, Path file, Encoder<ILoggingEvent> encoder) {
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(encoder);
    SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
    policy.setContext(context);
    policy.setParent(appender);
    policy.setFileNamePattern(file.resolveSibling("surety-%d-%i.log.gz").toString());
    policy.setMaxFileSize(FileSize.valueOf("20MB"));
    policy.setMaxHistory(7);
    policy.setTotalSizeCap(FileSize.valueOf("200MB"));
    policy.start();
    appender.setRollingPolicy(policy);
    appender.setTriggeringPolicy(policy);
    appender.start();
    return appender;
  }
}
