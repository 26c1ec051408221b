package io.surety.benchmarks.process;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The processor time that a process and its children have taken, where the system tells ({@code
 * /proc}).
 */
public final class ProcessTime {

  private final Map<Long, Duration> taken;

  private ProcessTime(Map<Long, Duration> taken) {
    this.taken = taken;
  }

  /** What has been taken until now; empty where the system does not tell. */
  public static Optional<ProcessTime> of(long pid) {
    Map<Long, Duration> taken = new HashMap<>();
    ProcessHandle.of(pid)
        .ifPresent(process ->
            Stream.concat(Stream.of(process), process.descendants())
                .forEach(each ->
                    each.info().totalCpuDuration().ifPresent(time -> taken.put(each.pid(), time))));
    return taken.isEmpty() ? Optional.empty() : Optional.of(new ProcessTime(taken));
  }

  /** The seconds that were taken since an earlier look; those of children that ended are lost. */
  public double secondsSince(ProcessTime earlier) {
    double seconds = 0;
    for (Map.Entry<Long, Duration> each : taken.entrySet()) {
      Duration before = earlier.taken.getOrDefault(each.getKey(), Duration.ZERO);
      seconds += each.getValue().minus(before).toNanos() / 1e9;
    }
    return seconds;
  }
}
