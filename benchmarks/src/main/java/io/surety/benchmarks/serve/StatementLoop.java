package io.surety.benchmarks.serve;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.surety.benchmarks.load.LoadOutcome;
import io.surety.benchmarks.process.ChildJvm;
import io.surety.benchmarks.process.Orders;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;

/**
 * The bare statement of {@code GET /features/{id}} in a loop on as many threads as there are
 * connections, on a pool with the settings of the feature service: what the database and the driver
 * leave to a service that does nothing. In a process of its own, which stays warm.
 */
final class StatementLoop implements AutoCloseable {

  static final String WORDS = "the bare statement of GET /features/{id}";

  private final Orders orders;

  private StatementLoop(Orders orders) {
    this.orders = orders;
  }

  /** What to do; without time, only what is needed to begin. */
  private record Order(List<Long> users, int threads, Duration settle, Duration measured) {}

  static StatementLoop start(PGSimpleDataSource login) throws IOException {
    return new StatementLoop(
        Orders.to(
            "The statement loop",
            ChildJvm.of(StatementLoop.class)
                .withFlags(List.of("-Xmx256m", "-XX:+UseSerialGC", "-Xshare:auto"))
                .withArguments(
                    List.of(String.valueOf(login.getUrl()), String.valueOf(login.getUser())))
                .withVariable("PGPASSWORD", String.valueOf(login.getPassword()))));
  }

  LoadOutcome run(List<Long> users, int threads, Duration measured) {
    return orders.ask(
        new Order(users, threads, measured.dividedBy(10), measured), LoadOutcome.class);
  }

  @Override
  public void close() {
    orders.close();
  }

  /** Runs in the process of its own; the arguments are the address of the database and the user. */
  public static void main(String... args) throws IOException {
    HikariConfig settings = settings();
    settings.setJdbcUrl(args[0]);
    settings.setUsername(args[1]);
    settings.setPassword(System.getenv("PGPASSWORD"));
    // A pool of ten cannot serve thirty-two at once: they wait, as the requests of the service do.
    settings.setConnectionTimeout(Duration.ofSeconds(30).toMillis());
    try (HikariDataSource pool = new HikariDataSource(settings)) {
      BareStatement statement = WatchedDatabase.findingOneUser(pool);
      Orders.obey(Order.class, order -> run(pool, statement, order));
    }
  }

  private static HikariConfig settings() throws IOException {
    HikariConfig settings = new HikariConfig();
    new Binder(
            ConfigurationPropertySources.from(
                new YamlPropertySourceLoader()
                    .load("feature-service", new ClassPathResource("feature-service.yaml"))))
        .bind("spring.datasource.hikari", Bindable.ofInstance(settings));
    return settings;
  }

  private static LoadOutcome run(HikariDataSource pool, BareStatement statement, Order order)
      throws Exception {
    long begin = System.nanoTime();
    long from = begin + order.settle().toNanos();
    long until = from + order.measured().toNanos();
    long cpu = cpu();
    Histogram all = new Histogram(3);
    long answers = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(order.threads())) {
      List<Future<Loop>> loops = new ArrayList<>();
      for (int thread = 0; thread < order.threads(); thread++) {
        Loop loop = new Loop(pool, statement, order.users(), thread);
        loops.add(threads.submit(() -> loop.run(from, until)));
      }
      for (Future<Loop> each : loops) {
        Loop loop = each.get();
        all.add(loop.latencies);
        answers += loop.answers;
      }
    }
    return LoadOutcome.of(all, order.measured().toNanos() / 1e9, answers, 0, (cpu() - cpu) / 1e9);
  }

  private static long cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  /** What one thread does. */
  private static final class Loop {

    private final HikariDataSource pool;
    private final BareStatement statement;
    private final List<Long> users;
    private final Histogram latencies = new Histogram(3);
    private int next;
    private long answers;

    Loop(HikariDataSource pool, BareStatement statement, List<Long> users, int thread) {
      this.pool = pool;
      this.statement = statement;
      this.users = users;
      this.next = thread * 31 % users.size();
    }

    Loop run(long from, long until) throws SQLException {
      long now = System.nanoTime();
      while (now - until < 0) {
        statement.find(pool, users.get(next));
        next = next + 1 == users.size() ? 0 : next + 1;
        answers++;
        long end = System.nanoTime();
        if (end - from >= 0 && end - until < 0) {
          latencies.recordValue(end - now);
        }
        now = end;
      }
      return this;
    }
  }
}
