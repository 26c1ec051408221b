package io.surety.benchmarks.peers;

import io.surety.benchmarks.load.LoadOutcome;
import io.surety.benchmarks.process.ProcessMemory;
import io.surety.benchmarks.process.ProcessTime;
import io.surety.benchmarks.results.Table;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What one server did.
 *
 * @param features true when it finds features, false when it scores
 * @param cpuMicros processor time of a request, of all its processes; not a number where untold
 * @param megabytes that all its processes hold; not a number where untold
 */
record Seen(String words, boolean features, LoadOutcome load, double cpuMicros, double megabytes) {

  static final int CORES = Runtime.getRuntime().availableProcessors();
  static final String OURS_SCORE = "Surety, /score with reasons";
  static final String OURS_FEATURES = "Surety, GET /features/{id}";
  private static final double ASKED = 10;

  /** Loads a server. */
  @FunctionalInterface
  interface Loading {
    LoadOutcome run() throws IOException;
  }

  static Seen of(String words, boolean features, long pid, Loading loading) throws IOException {
    Optional<ProcessTime> before = ProcessTime.of(pid);
    LoadOutcome load = loading.run();
    Optional<ProcessTime> after = ProcessTime.of(pid);
    double cpu =
        before.isPresent() && after.isPresent()
            ? after.get().secondsSince(before.get()) * 1e6 / Math.max(1, load.all())
            : Double.NaN;
    return new Seen(words, features, load, cpu, megabytes(pid));
  }

  private static double megabytes(long pid) {
    LongStream bytes =
        ProcessHandle.of(pid).stream()
            .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
            .flatMap(each -> ProcessMemory.now(each.pid()).stream())
            .mapToLong(Long::longValue);
    return bytes.sum() / 1048576.0;
  }

  /** Everything, one line for each server. */
  static Table table(List<Seen> all) {
    return new Table(
        "One person a request",
        List.of("server", "requests/s", "per core", "p50", "p99", "CPU/request", "memory"),
        all.stream().map(Seen::row).toList());
  }

  private List<String> row() {
    return List.of(
        words,
        number("%,.0f", load.perSecond()),
        number("%,.0f", load.perSecond() / CORES),
        number("%.2f ms", load.p50() / 1e3),
        number("%.2f ms", load.p99() / 1e3),
        number("%.0f µs", cpuMicros),
        number("%.0f MB", megabytes));
  }

  /** Each peer beside the service of ours that does the same. */
  static Table asked(List<Seen> all) {
    List<List<String>> rows =
        all.stream()
            .filter(each -> !each.isOurs())
            .map(each -> each.beside(ours(all, each.features)))
            .toList();
    return new Table(
        "Asked: at least 10 times the requests per second and core of each, and a lower p99",
        List.of("peer", "our rate", "by CPU time", "our p99", "verdict"),
        rows);
  }

  private boolean isOurs() {
    return words.equals(OURS_SCORE) || words.equals(OURS_FEATURES);
  }

  private static Seen ours(List<Seen> all, boolean features) {
    return all.stream()
        .filter(each -> each.isOurs() && each.features == features)
        .findFirst()
        .orElseThrow();
  }

  private List<String> beside(Seen ours) {
    double rate = ours.load.perSecond() / load.perSecond();
    boolean met = rate >= ASKED && ours.load.p99() < load.p99();
    return List.of(
        words,
        number("%.1f times", rate),
        number("%.1f times", cpuMicros / ours.cpuMicros),
        number("%.2f of theirs", ours.load.p99() / load.p99()),
        met ? "met" : "MISSED");
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
  }
}
