package io.surety.benchmarks.process;

import io.surety.terminal.CommandFailed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Orders to a child and its answers, each a JSON document in a line of its standard input and
 * output.
 */
public final class Orders implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final String who;
  private final ChildJvm.Running child;
  private final Writer orders;
  private final BufferedReader answers;

  private Orders(String who, ChildJvm.Running child) {
    this.who = who;
    this.child = child;
    this.orders = child.input();
    this.answers = child.output();
  }

  /** What a child says about an order: its answer, or why there is none. */
  private record Said(@Nullable JsonNode answer, @Nullable String failure) {}

  /** Starts a child whose main method calls {@link #obey}; its name is for messages. */
  public static Orders to(String who, ChildJvm jvm) throws IOException {
    return new Orders(who, jvm.start());
  }

  /**
   * Gives an order and waits for its answer.
   *
   * @throws CommandFailed when the child failed, with the reason that it told
   */
  public <T> T ask(Object order, Class<T> type) {
    String line = answerTo(JSON.writeValueAsString(order));
    Said said = JSON.readValue(line, Said.class);
    String failure = said.failure();
    if (failure != null) {
      throw new CommandFailed(failure);
    }
    return JSON.treeToValue(said.answer(), type);
  }

  private String answerTo(String order) {
    String sentence = who + " ended before it had answered; its words are above.";
    try {
      orders.write(order + "\n");
      orders.flush();
      String line = answers.readLine();
      if (line == null) {
        throw new CommandFailed(sentence);
      }
      return line;
    } catch (IOException gone) {
      throw new CommandFailed(sentence, gone);
    }
  }

  /** The process that carries the orders out. */
  public long pid() {
    return child.pid();
  }

  @Override
  public void close() {
    child.close();
  }

  /** How a child carries out an order. */
  @FunctionalInterface
  public interface Obeying<O> {
    /** Carries it out, and returns what JSON can tell. */
    Object obey(O order) throws Exception;
  }

  /** Carries out orders, in the child, until its parent closes its input or is gone. */
  public static <O> void obey(Class<O> type, Obeying<O> obeying) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      O order = JSON.readValue(line, type);
      out.println(JSON.writeValueAsString(said(() -> obeying.obey(order))));
    }
    System.exit(0);
  }

  private static Said said(Callable<Object> work) {
    try {
      return new Said(JSON.valueToTree(work.call()), null);
    } catch (Exception failure) {
      return new Said(null, String.valueOf(failure.getMessage()));
    }
  }
}
