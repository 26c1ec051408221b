package io.surety.terminal;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.surety.watch.Evaluator;
import io.surety.watch.Finding;
import io.surety.watch.VersionLook;
import io.surety.watch.Watch;
import io.surety.watch.WatchNews;
import io.surety.watch.WatchSettings;
import io.surety.watching.AllNews;
import io.surety.watching.DataReadings;
import io.surety.watching.WatchHealth;
import io.surety.watching.WatchLines;
import io.surety.watching.WatchMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Watches the models that are served. */
@Command(
    name = "watch",
    description =
        "Watches the models that are served, and takes a bad one out of service by its rules.",
    footer = {
      "",
      "Runs until it is stopped. Of several on one database one looks and switches; the others stand",
      "by, and one of them takes over within seconds. Every switch, whoever took it, every rule that",
      "breaks and only alerts, and every new candidate is told to the address in SURETY_WEBHOOK, one",
      "POST each, in order, until it is taken. --once ends with exit code 3 when a rule is broken.",
      "",
      "  ./surety watch",
      "  ./surety watch --every PT30S --metrics-port 9082",
      "  ./surety watch --once"
    })
final class WatchCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      defaultValue = "PT10S",
      converter = TimeConverter.class,
      description = "The time from one look to the next. Default: PT10S.")
  private Duration every = WatchSettings.USUALLY_EVERY;

  @Option(names = "--once", description = "Looks once, says what it found, and ends.")
  private boolean once;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description =
          "Where Prometheus reads /metrics, and /health/liveness and /health/readiness answer. Without it nothing is opened.")
  private @Nullable Integer metricsPort;

  @Option(
      names = "--metrics-address",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "On which address of this machine. Default: ${DEFAULT-VALUE}.")
  private InetAddress metricsAddress = InetAddress.getLoopbackAddress();

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  WatchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    WatchSettings settings = Watching.settings(session.environment(), every);
    try (OpenDatabase open = database.open(session)) {
      DataSource source = open.as(Purpose.WATCHING);
      return once ? lookOnce(source, settings) : untilStopped(source, settings);
    }
  }

  private int lookOnce(DataSource source, WatchSettings settings) {
    Evaluator.Looks looks =
        Watch.once(source, settings, session.clock())
            .orElseThrow(() ->
                new CommandFailed(
                    "Another watch is looking at these models already; stop it first, or leave looking to it."));
    Console console = session.console();
    boolean broken = false;
    for (VersionLook look : looks.seen()) {
      console.print(
          "%s as %s: breaker %s"
              .formatted(look.watched().version(), look.watched().alias(), stands(look)));
      for (Finding finding : look.findings()) {
        String said = finding.sentence();
        console.print("  " + (finding.isBroken() ? console.bad("broken ") + said : said));
        broken |= finding.isBroken();
      }
    }
    for (Evaluator.Unseen unseen : looks.unseen()) {
      throw new CommandFailed(
          "%s as %s could not be looked at: %s"
              .formatted(
                  unseen.watched().version(),
                  unseen.watched().alias(),
                  unseen.because().getMessage()),
          unseen.because());
    }
    if (looks.seen().isEmpty()) {
      console.say("No version is champion or canary, so there is nothing to watch.");
    }
    return (broken ? ExitCode.GATE_NOT_PASSED : ExitCode.DONE).number();
  }

  private static String stands(VersionLook look) {
    String before = look.watched().state().written();
    return look.decision()
        .map(decision -> "%s, switched by decision %d".formatted(before, decision))
        .orElse(before);
  }

  private int untilStopped(DataSource source, WatchSettings settings) {
    DataReadings readings = new DataReadings(source, session.clock(), this::say);
    WatchMetrics metrics = new WatchMetrics(session.clock(), settings.every(), readings);
    WatchHealth health = new WatchHealth(session.clock(), settings.every());
    WatchNews news = new AllNews(new WatchLines(this::say), metrics, health);
    try (readings;
        HTTPServer served = serve(metrics, health, readings);
        Watch watch = Watch.start(source, settings, session.clock(), news)) {
      Thread ending = new Thread(watch::close, "watch-ending");
      Runtime.getRuntime().addShutdownHook(ending);
      new CountDownLatch(1).await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.DONE.number();
  }

  private void say(String line) {
    session.console().say(session.clock().instant().truncatedTo(ChronoUnit.SECONDS) + " " + line);
  }

  private @Nullable HTTPServer serve(
      WatchMetrics metrics, WatchHealth health, DataReadings readings) {
    Integer port = metricsPort;
    if (port == null) {
      return null;
    }
    try {
      HTTPServer served = metrics.serve(metricsAddress, port, health);
      readings.start();
      return served;
    } catch (IOException failure) {
      throw new CommandFailed(
          "Metrics cannot be answered on %s port %d (%s); name a free port with --metrics-port."
              .formatted(metricsAddress.getHostAddress(), port, failure.getMessage()),
          failure);
    }
  }

  static final class TimeConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
      try {
        return Duration.parse(text);
      } catch (DateTimeException noDuration) {
        throw new TypeConversionException("'" + text + "' is no time such as PT10S");
      }
    }
  }
}
