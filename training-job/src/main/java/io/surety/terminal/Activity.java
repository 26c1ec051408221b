package io.surety.terminal;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One step of a command's work. While it lasts longer than a moment, a terminal shows one updating
 * line, and a pipe a line every few seconds; at its end one line says what came of it and how long
 * it took. Closing it without an end leaves no trace.
 */
public final class Activity implements AutoCloseable {

  private static final int NAME_WIDTH = 12;
  private static final Duration MOMENT = Duration.ofMillis(700);
  private static final Duration FRAME = Duration.ofMillis(120);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
  private static final String CLEAR = "\r\033[K";
  private static final String[] TURNING = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};

  private final String name;
  private final Console console;
  private final long began = System.nanoTime();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread ticker;
  private volatile String progress = "";
  private boolean drawn;
  private int frame;

  Activity(String name, Console console) {
    this.name = name;
    this.console = console;
    this.ticker = Thread.ofPlatform().daemon().name("progress").start(this::tick);
  }

  /** Says how far the step has come: a few words or a count. */
  public void at(String progress) {
    this.progress = progress;
  }

  /** Ends the step well. */
  public void done(String result) {
    end("✓", "+", "32", result);
  }

  /** Ends the step with news that somebody must act upon. */
  public void warn(String result) {
    end("!", "!", "33", result);
  }

  /** Ends the step without a word when nothing else has ended it. */
  @Override
  public void close() {
    end(null, null, "", "");
  }

  private synchronized void end(
      @Nullable String mark, @Nullable String plainMark, String colour, String result) {
    if (ended.getCount() == 0) {
      return;
    }
    ended.countDown();
    ticker.interrupt();
    clear();
    if (mark == null || plainMark == null) {
      return;
    }
    Console.Screen screen = console.wordScreen();
    String shown = screen.unicode() ? mark : plainMark;
    String coloured = screen.colour() ? "\033[" + colour + "m" + shown + "\033[0m" : shown;
    String text = pad(name) + " " + result;
    int gap = Math.max(2, Math.min(console.columns(), 100) - 12 - text.length());
    String took = String.format(Locale.ROOT, "%6.1f s", seconds());
    console.say("  " + coloured + " " + text + " ".repeat(gap) + dim(took));
  }

  private void tick() {
    boolean terminal = console.wordScreen().terminal();
    try {
      if (ended.await(MOMENT.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      Duration pause = terminal ? FRAME : BETWEEN_LINES;
      if (!terminal && ended.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      do {
        draw(terminal);
      } while (!ended.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void draw(boolean terminal) {
    if (ended.getCount() == 0 || console.silent()) {
      return;
    }
    String elapsed = String.format(Locale.ROOT, "%.0f s", seconds());
    String line = pad(name) + " " + (progress.isEmpty() ? elapsed : progress + " · " + elapsed);
    if (terminal) {
      String turning = console.wordScreen().unicode() ? TURNING[frame++ % TURNING.length] : "*";
      int room = Math.max(10, console.columns() - 5);
      String fitted = line.length() > room ? line.substring(0, room) : line;
      console.words().print(CLEAR + "  " + turning + " " + fitted);
      console.words().flush();
      drawn = true;
    } else {
      console.say("    " + line);
    }
  }

  private void clear() {
    if (drawn) {
      console.words().print(CLEAR);
      console.words().flush();
      drawn = false;
    }
  }

  private String dim(String text) {
    return console.wordScreen().colour() ? "\033[2m" + text + "\033[0m" : text;
  }

  private double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  private static String pad(String name) {
    return String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s", name);
  }
}
