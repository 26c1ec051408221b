package io.surety.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A class of this program in a virtual machine of its own. This process ends it before itself; a
 * child that is to outlive nobody who was killed also ends when its standard input does.
 */
public record ChildJvm(
    String mainClass,
    String classPath,
    List<String> flags,
    List<String> arguments,
    Map<String, String> variables) {

  private static final List<String> OF_ITS_OWN =
      List.of("-Xmx", "-Dsurety.", "-XX:AOT", "-javaagent:", "-agentlib:", "-agentpath:");
  private static final long PATIENCE_SECONDS = 20;

  /** A machine with the classes of this one and without flags. */
  public static ChildJvm of(Class<?> mainClass) {
    return new ChildJvm(
        mainClass.getName(), System.getProperty("java.class.path"), List.of(), List.of(), Map.of());
  }

  public ChildJvm withClassPath(String other) {
    return new ChildJvm(mainClass, other, flags, arguments, variables);
  }

  public ChildJvm withFlags(List<String> all) {
    return new ChildJvm(mainClass, classPath, all, arguments, variables);
  }

  public ChildJvm withArguments(List<String> all) {
    return new ChildJvm(mainClass, classPath, flags, all, variables);
  }

  /** Adds a variable to the environment, where other users of the machine do not see it. */
  public ChildJvm withVariable(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(variables);
    more.put(name, value);
    return new ChildJvm(mainClass, classPath, flags, arguments, more);
  }

  /** Has glibc keep one arena for all threads, as services are shipped. */
  public ChildJvm withOneArena() {
    return withVariable("MALLOC_ARENA_MAX", "1");
  }

  /**
   * The flags that the launcher gave to this machine and that suit any other: all but the size of
   * its heap, caches of its own classes, agents, and what Surety tells itself.
   */
  public static List<String> flagsOfTheLauncher() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> OF_ITS_OWN.stream().noneMatch(flag::startsWith))
        .toList();
  }

  /** The command that this machine was started with. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Starts it. */
  public Running start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(variables);
    return new Running(builder.start());
  }

  /** A child that was started. */
  public static final class Running implements AutoCloseable {

    private final Process process;
    private final Thread atTheEnd;

    private Running(Process process) {
      this.process = process;
      this.atTheEnd = new Thread(this::stop, "end-child-" + process.pid());
      Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    public long pid() {
      return process.pid();
    }

    /** What the child writes to its standard output; closing it is the reader's. */
    public BufferedReader output() {
      return new BufferedReader(
          new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** What the child reads from its standard input. */
    public Writer input() {
      return new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    }

    /** Waits for the child to end by itself, and returns its exit code. */
    public int end() throws InterruptedException {
      return process.waitFor();
    }

    /** Tells the child to end, and insists after a while. */
    @Override
    public void close() {
      stop();
      try {
        Runtime.getRuntime().removeShutdownHook(atTheEnd);
      } catch (IllegalStateException ending) {
        // Then it runs once more and finds the child gone.
      }
    }

    private void stop() {
      process.destroy();
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException interrupted) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
