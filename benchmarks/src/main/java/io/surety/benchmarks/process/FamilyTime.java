package io.surety.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The processor time that a process, its children and those of them that ended have taken, where
 * the system tells ({@code /proc}).
 */
public final class FamilyTime {

  private static final double TICKS_A_SECOND = 100;
  private static final int USER = 11;
  private static final int OF_ENDED_CHILDREN_IN_SYSTEM = 14;

  private FamilyTime() {}

  /** The seconds until now; empty where the system does not tell. */
  public static OptionalDouble seconds(long pid) {
    try {
      LongStream all =
          ProcessHandle.of(pid).stream()
              .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
              .mapToLong(ProcessHandle::pid);
      long ticks = all.map(FamilyTime::ticks).sum();
      return ticks == 0 ? OptionalDouble.empty() : OptionalDouble.of(ticks / TICKS_A_SECOND);
    } catch (SecurityException untold) {
      return OptionalDouble.empty();
    }
  }

  /** Its own and that of the children that it has waited for, or none when it is gone. */
  private static long ticks(long pid) {
    try {
      String told = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = told.substring(told.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int field = USER; field <= OF_ENDED_CHILDREN_IN_SYSTEM; field++) {
        ticks += Long.parseLong(fields[field]);
      }
      return ticks;
    } catch (IOException gone) {
      return 0;
    }
  }
}
