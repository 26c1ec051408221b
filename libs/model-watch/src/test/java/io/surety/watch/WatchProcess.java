package io.surety.watch;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** A watch in a process of its own, to be killed. */
final class WatchProcess {

  private WatchProcess() {}

  /** Watches with an address, a login, and the address of a webhook, until it is killed. */
  public static void main(String[] arguments) throws InterruptedException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(arguments[0]);
    source.setUser(arguments[1]);
    source.setPassword("secret");
    Watch watch =
        Watch.start(
            source,
            new WatchSettings(Duration.ofSeconds(1), URI.create(arguments[2]), "process"),
            Clock.systemUTC(),
            new HeardNews());
    Runtime.getRuntime().addShutdownHook(new Thread(watch::close));
    Thread.currentThread().join();
  }
}
