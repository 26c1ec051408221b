package io.surety.delivery.rehearsal;

import io.surety.delivery.approval.Person;
import io.surety.terminal.CommandFailed;
import io.surety.terminal.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The names of those who let the rehearsal pass: those given beforehand in their order, the last
 * one for all that is left to answer, or those typed at the terminal.
 */
public final class Answers {

  private final Deque<String> given;
  private final BufferedReader terminal;
  private final Console console;
  private String last = "";

  /** Answers of these names, and then of whoever types. */
  public Answers(List<String> given, InputStream terminal, Console console) {
    this.given = new ArrayDeque<>(given);
    this.terminal = new BufferedReader(new InputStreamReader(terminal, StandardCharsets.UTF_8));
    this.console = console;
  }

  /** Asks until somebody other than the starter answers. */
  String another(String question, String starter) {
    boolean again = false;
    while (true) {
      Optional<String> name = next(question, again);
      if (name.isEmpty()) {
        throw new CommandFailed(
            "Nobody answered the question '%s': type a name, or give it with --answer-approval NAME."
                .formatted(question));
      }
      if (!new Person("", name.get(), "").is(new Person("", starter, ""))) {
        return name.get();
      }
      console.say("%s started this rehearsal, so somebody else has to answer.".formatted(starter));
      again = true;
    }
  }

  private Optional<String> next(String question, boolean again) {
    if (!given.isEmpty()) {
      last = given.removeFirst();
      return Optional.of(last);
    }
    if (!last.isEmpty() && !again) {
      return Optional.of(last);
    }
    console.say(question);
    try {
      return Optional.ofNullable(terminal.readLine())
          .map(String::strip)
          .filter(line -> !line.isEmpty());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
