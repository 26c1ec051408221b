package io.surety.terminal;

import io.surety.registry.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a drill leaves behind, wherever it ends. Threads may share it. */
final class LeftBehind {

  private final String database;
  private @Nullable String loans;
  private @Nullable ModelVersion open;
  private @Nullable ModelVersion candidate;
  private @Nullable ModelVersion champion;
  private boolean halfOpen;

  /**
   * Nothing yet.
   *
   * @param database the option that names the database, for lines that somebody may copy
   */
  LeftBehind(String database) {
    this.database = database;
  }

  synchronized void loans(DrillPeople people) {
    loans =
        "%s of %s, from %s on, in the ledger"
            .formatted(
                Console.count(people.newcomers().loans(), "simulated loan"),
                Console.count(people.newcomers().users(), "newcomer"),
                people.book().from());
  }

  synchronized void open(ModelVersion version) {
    open = version;
  }

  synchronized void candidate(ModelVersion version) {
    candidate = version;
  }

  synchronized void champion(ModelVersion version) {
    champion = version;
  }

  synchronized void halfOpen(ModelVersion version) {
    champion = version;
    halfOpen = true;
  }

  synchronized void closed() {
    halfOpen = false;
  }

  /** In lines, each with what to do about it where there is something to do. */
  synchronized List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (loans != null) {
      lines.add(loans + ".");
    }
    if (open != null && champion == null) {
      lines.add(
          "%s out of service; ./surety breaker close %s --by NAME --reason TEXT%s lets it answer again."
              .formatted(open, open, database));
    }
    if (candidate != null && champion == null) {
      lines.add(
          "%s, a candidate; ./surety approve or reject %s --by NAME --reason TEXT%s decides about it."
              .formatted(candidate, candidate, database));
    }
    if (champion != null) {
      lines.add(
          halfOpen
              ? "%s as champion, half-open: the watch goes on with its trial while there is traffic, and ./surety rollback --by NAME --reason TEXT%s takes it back."
                  .formatted(champion, database)
              : "%s as champion; ./surety rollback --by NAME --reason TEXT%s takes it back."
                  .formatted(champion, database));
    }
    return lines;
  }

  /** Says it. */
  void say(Console console) {
    List<String> lines = lines();
    if (lines.isEmpty()) {
      console.say("The drill leaves nothing behind but its requests in the log.");
      return;
    }
    console.say("The drill leaves behind, beside its requests in the log:");
    lines.forEach(line -> console.sayIndented(2, line));
  }
}
