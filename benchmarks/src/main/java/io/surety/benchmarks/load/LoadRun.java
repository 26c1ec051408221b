package io.surety.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One round, on one thread with one selector, so that the load takes as little as possible from the
 * server beside it.
 */
final class LoadRun {

  private static final long LONGEST = TimeUnit.MINUTES.toNanos(2);
  private static final int DIGITS = 3;
  private static final int BUFFER = 64 << 10;
  private static final long BETWEEN_CHECKS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

  /** A selector waits for whole milliseconds; what is nearer is awaited in such steps. */
  private static final long STEP = TimeUnit.MICROSECONDS.toNanos(50);

  private final LoadPlan plan;
  private final ByteBuffer[] requests;
  private final Histogram latencies = new Histogram(1_000, LONGEST, DIGITS);
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final byte[] bytes = new byte[BUFFER];
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final Deque<Long> waiting = new ArrayDeque<>();
  private @Nullable Arrivals arrivals;
  private int nextRequest;
  private int underWay;
  private long all;
  private long refused;
  private long from;
  private long until;
  private long lastCounted;
  private long lastCheck;

  private LoadRun(LoadPlan plan, ByteBuffer... requests) {
    this.plan = plan;
    this.requests = requests;
  }

  /**
   * Loads the server as planned.
   *
   * @throws LoadFailed when any answer is not 2xx, or does not come; a plan that only warms the
   *     server takes 503 too
   */
  static LoadOutcome of(LoadPlan plan) throws IOException {
    return new LoadRun(plan, RequestPool.read(plan.requests()).direct()).run();
  }

  private LoadOutcome run() throws IOException {
    List<Connection> connections = new ArrayList<>();
    long cpu = cpu();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < plan.connections(); i++) {
        connections.add(new Connection(selector, plan.port(), plan.warming()));
      }
      idle.addAll(connections);
      long begin = System.nanoTime();
      from = begin + plan.settle().toNanos();
      until = from + plan.measured().toNanos();
      lastCounted = from;
      lastCheck = begin;
      arrivals =
          switch (plan.pace()) {
            case Pace.Closed() -> null;
            case Pace.Open open -> new Arrivals(open, begin);
          };
      loop(selector, connections);
    } catch (IOException broken) {
      throw new LoadFailed(
          "A connection to port %d broke: %s.".formatted(plan.port(), broken.getMessage()));
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
    return LoadOutcome.of(latencies, counted() / 1e9, all, refused, (cpu() - cpu) / 1e9);
  }

  /** In which the answers came that count; some of them may have come after the measured time. */
  private long counted() {
    return Math.max(plan.measured().toNanos(), lastCounted - from);
  }

  private void loop(Selector selector, List<Connection> connections) throws IOException {
    long now = System.nanoTime();
    send(now);
    while (now - until < 0 || underWay > 0 || !waiting.isEmpty()) {
      await(selector, now);
      now = System.nanoTime();
      send(now);
      if (now - lastCheck > BETWEEN_CHECKS) {
        check(connections, now);
      }
    }
  }

  private void check(List<Connection> connections, long now) {
    lastCheck = now;
    String patience = words(plan.patience());
    connections.forEach(
        each -> each.requireAnsweredSince(now - plan.patience().toNanos(), patience));
    Long longest = waiting.peekFirst();
    if (longest != null && now - longest > plan.patience().toNanos()) {
      throw new LoadFailed(
          "The server on port %d cannot keep up with this rate: requests wait longer than %s."
              .formatted(plan.port(), patience));
    }
  }

  private static String words(Duration patience) {
    return patience.toMillis() + " ms";
  }

  /** Sends what may be sent now. */
  private void send(long now) throws IOException {
    Arrivals open = arrivals;
    if (open == null) {
      while (now - until < 0 && !idle.isEmpty()) {
        send(idle.removeFirst(), now, now);
      }
      return;
    }
    while (open.next() - now <= 0 && open.next() - until < 0) {
      waiting.addLast(open.next());
      open.advance();
    }
    while (!waiting.isEmpty() && !idle.isEmpty()) {
      send(idle.removeFirst(), waiting.removeFirst(), now);
    }
  }

  private void send(Connection connection, long arrived, long now) throws IOException {
    ByteBuffer request = requests[nextRequest].duplicate();
    nextRequest = nextRequest + 1 == requests.length ? 0 : nextRequest + 1;
    underWay++;
    connection.send(request, arrived, now);
  }

  private void await(Selector selector, long now) throws IOException {
    long pause = BETWEEN_CHECKS;
    Arrivals open = arrivals;
    if (open != null && open.next() - until < 0) {
      pause = Math.min(pause, open.next() - now);
    }
    if (pause >= MILLISECOND) {
      selector.select(key -> ready((Connection) key.attachment()), pause / MILLISECOND);
    } else if (selector.selectNow(key -> ready((Connection) key.attachment())) == 0 && pause > 0) {
      LockSupport.parkNanos(Math.min(pause, STEP));
    }
  }

  private void ready(Connection connection) {
    try {
      if (connection.ready(buffer, bytes)) {
        answered(connection);
      }
    } catch (IOException broken) {
      throw new LoadFailed(
          "A connection to port %d broke: %s.".formatted(plan.port(), broken.getMessage()));
    }
  }

  private void answered(Connection connection) throws IOException {
    long now = System.nanoTime();
    underWay--;
    all++;
    if (connection.wasRefused()) {
      refused++;
    } else if (counts(connection.arrivedAt(), now)) {
      latencies.recordValue(Math.min(now - connection.arrivedAt(), LONGEST));
      lastCounted = now;
    }
    idle.addLast(connection);
    send(now);
  }

  /**
   * A closed loop counts the answers of its time, or the first ones when none came in it; an open
   * loop counts those who arrived in it.
   */
  private boolean counts(long arrived, long now) {
    if (arrivals != null) {
      return arrived - from >= 0 && arrived - until < 0;
    }
    boolean noneInTime = latencies.getTotalCount() == 0 || lastCounted - until >= 0;
    return now - from >= 0 && (now - until < 0 || noneInTime);
  }

  private static long cpu() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
