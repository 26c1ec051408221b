package io.surety.benchmarks.load;

import io.surety.benchmarks.process.ChildJvm;
import io.surety.benchmarks.process.Orders;
import java.io.IOException;
import java.util.List;

/** Loads servers from a process of its own, so that its work is not mixed up with theirs. */
public final class LoadProcess implements AutoCloseable {

  private final Orders orders;

  private LoadProcess(Orders orders) {
    this.orders = orders;
  }

  /** Starts the process, which stays warm from one round to the next. */
  public static LoadProcess start() throws IOException {
    return new LoadProcess(
        Orders.to(
            "The load generator",
            ChildJvm.of(LoadProcess.class)
                .withFlags(List.of("-Xmx256m", "-XX:+UseSerialGC", "-Xshare:auto"))));
  }

  /**
   * Runs one round.
   *
   * @throws io.surety.terminal.CommandFailed when any answer is not 2xx, or does not come; a plan
   *     that only warms the server takes 503 too
   */
  public LoadOutcome run(LoadPlan plan) {
    return orders.ask(plan, LoadOutcome.class);
  }

  /** Carries out the plans that come in, in the process of its own. */
  public static void main(String... args) throws IOException {
    Orders.obey(LoadPlan.class, LoadRun::of);
  }

  @Override
  public void close() {
    orders.close();
  }
}
