package io.surety.delivery;

import io.surety.delivery.stages.StageName;
import io.surety.terminal.Console;
import io.surety.terminal.DataDirectories;
import io.surety.terminal.Session;
import io.surety.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine;

/** The command line as people have it, in a folder of choice. */
public final class TypedLines {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine line;

  /** The command line with Surety in a folder. */
  public TypedLines(Path home, Map<String, String> environment, String input) {
    Session session =
        new Session(
            Console.plain(new PrintWriter(out), new PrintWriter(err)),
            DataDirectories.none(),
            environment,
            home,
            Clock.systemUTC(),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    this.line = Terminal.commandLine(session, DeliveryCommands.all(session));
  }

  /** Reads a line as the program would, and runs nothing. */
  public static void parse(String typed) {
    String[] words = typed.split(" ", -1);
    CommandLine.ParseResult read =
        new TypedLines(Repository.home(), Map.of(), "")
            .line.parseArgs(Arrays.copyOfRange(words, 1, words.length));
    String stage = read.subcommand().matchedPositional(0).getValue();
    if (StageName.find(stage).isEmpty()) {
      throw new AssertionError("There is no stage " + stage);
    }
  }

  /** Runs a line and returns its exit code. */
  public int run(String... words) {
    return line.execute(words);
  }

  /** What was printed as a result. */
  public String out() {
    return out.toString();
  }

  /** What was said about the work. */
  public String err() {
    return err.toString();
  }
}
