package io.surety.terminal;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a command writes: results to standard output, words about the work to standard error. A
 * terminal gets colour and one updating line of progress; a pipe gets plain lines.
 */
public final class Console {

  private static final int USUAL_COLUMNS = 100;
  private static final int WIDEST = 120;

  private final PrintWriter results;
  private final PrintWriter words;
  private final Screen resultScreen;
  private final Screen wordScreen;
  private final int columns;
  private volatile boolean silent;
  private @Nullable Runnable lastWords;

  /** What a stream can show. */
  record Screen(boolean terminal, boolean colour, boolean unicode) {

    static final Screen PLAIN = new Screen(false, false, true);
  }

  Console(
      PrintWriter results, PrintWriter words, Screen resultScreen, Screen wordScreen, int columns) {
    this.results = results;
    this.words = words;
    this.resultScreen = resultScreen;
    this.wordScreen = wordScreen;
    this.columns = columns;
  }

  /** A console that writes plain lines, as into pipes. */
  public static Console plain(PrintWriter results, PrintWriter words) {
    return new Console(results, words, Screen.PLAIN, Screen.PLAIN, USUAL_COLUMNS);
  }

  /**
   * The streams of this process. The launcher says in system properties which of them are terminals
   * ({@code surety.terminals}) and how wide ({@code surety.columns}).
   */
  public static Console ofThisProcess() {
    Charset charset = charset();
    boolean unicode = charset.newEncoder().canEncode('✓');
    String terminals = System.getProperty("surety.terminals", "");
    boolean colourful = wantsColour(System.getenv());
    boolean out = terminals.contains("out");
    boolean err = terminals.contains("err");
    return new Console(
        writer(System.out, charset),
        writer(System.err, charset),
        new Screen(out, out && colourful, unicode),
        new Screen(err, err && colourful, unicode),
        announcedColumns());
  }

  private static Charset charset() {
    // An unset or C locale announces ASCII; terminals and pipes of today take UTF-8 all the same.
    Charset announced = Charset.forName(System.getProperty("stdout.encoding", "UTF-8"));
    return announced.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : announced;
  }

  private static boolean wantsColour(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  private static int announcedColumns() {
    String given = System.getProperty("surety.columns", "");
    try {
      int columns = Integer.parseInt(given);
      return columns < 40 ? USUAL_COLUMNS : columns;
    } catch (NumberFormatException unknown) {
      return USUAL_COLUMNS;
    }
  }

  private static PrintWriter writer(PrintStream stream, Charset charset) {
    return new PrintWriter(stream, true, charset);
  }

  /** Prints a line of the result. */
  public void print(String line) {
    if (silent) {
      return;
    }
    results.println(line);
    results.flush();
  }

  /** Prints a line about the work. */
  public void say(String line) {
    if (silent) {
      return;
    }
    words.println(line);
    words.flush();
  }

  /** Prints words about the work, broken into lines that fit and begin so far to the right. */
  public void sayIndented(int indent, String text) {
    wrapped(text, indent).forEach(line -> say(" ".repeat(indent) + line));
  }

  /** Breaks a text between its words into lines that fit beside an indent. */
  List<String> wrapped(String text, int indent) {
    int room = Math.max(30, Math.min(columns, WIDEST) - indent);
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /**
   * Has something said should the process be told to end early, until this is taken back with null.
   */
  public synchronized void atAnEarlyEnd(@Nullable Runnable words) {
    lastWords = words;
  }

  /** Has that said now, once; whoever else wants it said waits meanwhile. */
  public synchronized void sayLastWords() {
    Runnable last = lastWords;
    lastWords = null;
    if (last != null && !silent) {
      last.run();
    }
  }

  /** Says nothing any more: the process is ending, and what fails now is a consequence of that. */
  public void silence() {
    sayLastWords();
    silent = true;
    if (wordScreen.terminal()) {
      words.print("\r\033[K");
      words.flush();
    }
  }

  boolean silent() {
    return silent;
  }

  /** Begins a step of the work, whose progress and end the console shows. */
  public Activity step(String name) {
    return new Activity(name, this);
  }

  /** The characters that a line can hold. */
  public int columns() {
    return columns;
  }

  /** Emphasises a part of a result, where that can be seen. */
  public String bold(String text) {
    return resultScreen.colour() ? "\033[1m" + text + "\033[0m" : text;
  }

  /** Marks a part of a result as good news. */
  public String good(String text) {
    return resultScreen.colour() ? "\033[32m" + text + "\033[0m" : text;
  }

  /** Marks a part of a result as bad news. */
  public String bad(String text) {
    return resultScreen.colour() ? "\033[31m" + text + "\033[0m" : text;
  }

  PrintWriter results() {
    return results;
  }

  PrintWriter words() {
    return words;
  }

  Screen wordScreen() {
    return wordScreen;
  }

  /** A number of things, such as {@code 1 loan} or {@code 2,000 loans}. */
  public static String count(long number, String one) {
    return count(number) + " " + one + (number == 1 ? "" : "s");
  }

  /** A whole number with its thousands apart. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
