package io.surety.standalone;

import io.surety.spec.ModelSpec;
import io.surety.terminal.Activity;
import io.surety.terminal.Approval;
import io.surety.terminal.CommandFailed;
import io.surety.terminal.Console;
import io.surety.terminal.FirstLoans;
import io.surety.terminal.FirstModel;
import io.surety.terminal.KnownLoans;
import io.surety.terminal.Purpose;
import io.surety.terminal.Session;
import io.surety.terminal.Typed;
import io.surety.terminal.Watching;
import io.surety.watch.Watch;
import io.surety.watch.WatchSettings;
import io.surety.watching.WatchLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the system up step by step and keeps it up. Every step leaves something whole behind, and
 * a start that finds a step done goes on with the next.
 */
record Up(Session session, Leaving leaving, Ports ports, Wishes wishes) {

  private static final String PROPOSER = "surety up";
  private static final Logger WATCH_LOG = LoggerFactory.getLogger(Watch.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * What the person asked for.
   *
   * @param users of the simulated loan book, when one is needed
   * @param watchEvery the time from one look of the watch to the next
   * @param dataDirectoryOption the option as it was given, for lines that somebody may copy
   * @param typed the whole command as it was given
   */
  record Wishes(
      Optional<Path> loans,
      long users,
      Duration watchEvery,
      Optional<Approval> approval,
      String dataDirectoryOption,
      Typed typed) {}

  /** Returns only by an exception: being told to end is how it ends well. */
  void run(DataDirectory directory) {
    Console console = session.console();
    FolderLock alone = onlyOne(directory);
    try (FolderLock held = alone) {
      ports.requireFree();
      if (wishes.loans().isPresent() && Files.exists(directory.simulatedMark())) {
        throw simulated(directory);
      }
      ServiceLogs.into(directory, LogForm.of(session.environment()));
      console.say("");
      console.say("  Surety in " + directory.root());
      console.say("");
      EmbeddedDatabase database = openDatabase(directory);
      KnownLoans loans = bringLoans(database);
      ModelSpec spec = ModelSpec.read(session.usualSpec(), List.of());
      FirstModel.Standing standing =
          new FirstModel(
                  database,
                  spec,
                  PROPOSER,
                  wishes.approval(),
                  wishes.dataDirectoryOption(),
                  session)
              .see(loans);
      startServices(database);
      startWatch(database);
      new Welcome(console, database, ports, wishes.dataDirectoryOption()).show(standing);
      leaving.endsWellWhenTold();
      stayUntilDatabaseIsGone(directory);
    }
  }

  private static FolderLock onlyOne(DataDirectory directory) {
    return FolderLock.tryExclusive(directory.locks().resolve("up"))
        .orElseThrow(() ->
            new CommandFailed(
                "Surety is up in %s already: use it, stop it with Ctrl-C, or name another folder with --data-dir."
                    .formatted(directory.root())));
  }

  private EmbeddedDatabase openDatabase(DataDirectory directory) {
    try (Activity step = session.console().step("PostgreSQL")) {
      EmbeddedDatabase database = leaving.holding(() -> EmbeddedDatabase.open(directory));
      EmbeddedServer server = database.server();
      step.done(
          "%s on 127.0.0.1:%d".formatted(server.joined() ? "found" : "started", server.port()));
      return database;
    }
  }

  private KnownLoans bringLoans(EmbeddedDatabase database) {
    DataDirectory directory = database.server().directory();
    KnownLoans known =
        new FirstLoans(wishes.loans(), wishes.users(), () -> simulated(directory))
            .see(database, session);
    if (known.simulatedFiles() > 0) {
      mark(directory);
    }
    return known;
  }

  private CommandFailed simulated(DataDirectory directory) {
    return KnownLoans.simulated(
        directory.root().toString(),
        "to keep them apart, type: " + wishes.typed().in(Typed.beside(directory.root())));
  }

  private static void mark(DataDirectory directory) {
    try {
      Files.writeString(directory.simulatedMark(), "The loans in this folder are simulated.\n");
    } catch (IOException unwritable) {
      // Only a quicker answer is lost: the ledger knows it too.
    }
  }

  private void startServices(EmbeddedDatabase database) {
    String where =
        "scores on port %d, features on port %d".formatted(ports.scores(), ports.features());
    try (Activity step = session.console().step("Services")) {
      Services services = leaving.holding(() -> Services.start(database.server(), ports));
      step.at("until both are ready");
      if (services.awaitReady(PATIENCE)) {
        step.done(where);
      } else {
        step.warn(where);
        session
            .console()
            .sayIndented(
                4,
                "One of them was not ready after %d s; its readiness, the last of the addresses below, says why."
                    .formatted(PATIENCE.toSeconds()));
      }
    }
  }

  /** What it does goes to the log of the services. */
  private void startWatch(EmbeddedDatabase database) {
    WatchSettings settings = Watching.settings(session.environment(), wishes.watchEvery());
    leaving.holding(() ->
        Watch.start(
            database.as(Purpose.WATCHING),
            settings,
            session.clock(),
            new WatchLines(WATCH_LOG::info)));
  }

  private void stayUntilDatabaseIsGone(DataDirectory directory) {
    CountDownLatch never = new CountDownLatch(1);
    try {
      while (Postmaster.find(directory.cluster()).isPresent()) {
        if (never.await(1, TimeUnit.SECONDS)) {
          break;
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    leaving.endsByItself();
    throw new CommandFailed(
        "PostgreSQL ended, so Surety ends too; nothing that was committed is lost, and './surety up%s' brings it up again."
            .formatted(wishes.dataDirectoryOption()));
  }
}
