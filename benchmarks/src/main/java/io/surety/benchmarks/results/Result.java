package io.surety.benchmarks.results;

import java.time.Instant;
import java.util.List;

/**
 * What one run of a benchmark found.
 *
 * @param name of the benchmark, which is the name of the file that keeps it
 * @param title the heading of its chapter
 * @param command what somebody types to have it run again
 * @param at when it ended
 * @param remarks whole sentences below the tables
 */
public record Result(
    String name,
    String title,
    String command,
    Instant at,
    List<Table> tables,
    List<String> remarks) {

  /** Keeps its own copy, and refuses a name that is no plain file name. */
  public Result {
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "A result is named in small letters, digits and hyphens, but this one is '"
              + name
              + "'.");
    }
    tables = List.copyOf(tables);
    remarks = List.copyOf(remarks);
  }
}
