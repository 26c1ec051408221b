package io.surety.benchmarks.peers;

import io.surety.benchmarks.load.LoadOutcome;
import io.surety.benchmarks.process.ProcessMemory;
import io.surety.benchmarks.process.ProcessTime;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What one server did in one round.
 *
 * @param cpuMicros processor time of a request, of all its processes; not a number where untold
 * @param megabytes that all its processes hold; not a number where untold
 */
record Turn(LoadOutcome load, double cpuMicros, double megabytes) {

  static Turn of(long pid, Supplier<LoadOutcome> loading) {
    Optional<ProcessTime> before = ProcessTime.of(pid);
    LoadOutcome load = loading.get();
    Optional<ProcessTime> after = ProcessTime.of(pid);
    double cpu =
        before.isPresent() && after.isPresent()
            ? after.get().secondsSince(before.get()) * 1e6 / Math.max(1, load.all())
            : Double.NaN;
    return new Turn(load, cpu, megabytes(pid));
  }

  private static double megabytes(long pid) {
    LongStream bytes =
        ProcessHandle.of(pid).stream()
            .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
            .flatMap(each -> ProcessMemory.now(each.pid()).stream())
            .mapToLong(Long::longValue);
    return bytes.sum() / 1048576.0;
  }
}
