package io.surety.delivery.tools;

import java.nio.file.Path;

/** Runs command lines. A tool that fails or is not there ends in one sentence. */
public interface Toolbox {

  /** What a tool answered. */
  record Answer(int exit, String output) {

    /** True when the tool was content. */
    public boolean ok() {
      return exit == 0;
    }
  }

  /** Runs a line to its end and shows what it says. */
  void run(Line line);

  /** Runs a line and returns what it wrote to standard output, without blanks around it. */
  String ask(Line line);

  /** Runs a line, shows what it says, and returns that with its exit code, whichever it is. */
  Answer watch(Line line);

  /** Runs a line and keeps its standard output, byte for byte. */
  void save(Line line, Path file);

  /** Runs a line that reads a text from its standard input; the text is shown nowhere. */
  void feed(Line line, String text);

  /** True when lines are only printed. */
  boolean onlyPrints();
}
