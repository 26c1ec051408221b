package io.surety.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** How much memory a process holds, where the system tells ({@code /proc}). */
public final class ProcessMemory {

  private ProcessMemory() {}

  /** The bytes that it holds now. */
  public static Optional<Long> now(long pid) {
    return told(pid, "VmRSS:");
  }

  /** The most bytes that it ever held. */
  public static Optional<Long> peak(long pid) {
    return told(pid, "VmHWM:");
  }

  private static Optional<Long> told(long pid, String key) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/%d/status".formatted(pid)))) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst();
    } catch (IOException untold) {
      return Optional.empty();
    }
  }
}
