package io.surety.benchmarks.serve;

import io.surety.benchmarks.echo.ServiceWithEcho.Service;
import io.surety.benchmarks.load.LoadOutcome;
import io.surety.benchmarks.process.DurableServer;
import io.surety.benchmarks.process.Flushes;
import io.surety.benchmarks.process.ProcessMemory;
import io.surety.benchmarks.process.ProcessTime;
import io.surety.terminal.Activity;
import io.surety.terminal.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** What production has, each as a process of its own: the database and both services. */
final class Production implements AutoCloseable {

  private final DurableServer database;
  private final ServedModel model;
  private final RunningService features;
  private final RunningService predictions;
  private final RunningService logged;
  private final long databasePid;
  private final Map<String, Long> underLoad = new LinkedHashMap<>();

  private Production(
      DurableServer database,
      ServedModel model,
      RunningService features,
      RunningService predictions,
      RunningService logged)
      throws IOException, SQLException {
    this.database = database;
    this.model = model;
    this.features = features;
    this.predictions = predictions;
    this.logged = logged;
    this.databasePid = database.pid();
  }

  /** Starts everything, and returns when both services answer. */
  static Production start(
      Path folder, Path ofDatabase, long users, Optional<Path> recordings, Session session)
      throws IOException, SQLException {
    DurableServer database;
    try (Activity step = session.console().step("PostgreSQL")) {
      database = DurableServer.start(ofDatabase.resolve("postgresql"));
      step.done(database.describe());
    }
    try {
      ServedModel model = ServedModel.make(database, folder, users, session);
      try (Activity step = session.console().step("Services")) {
        RunningService features =
            RunningService.start(
                Service.FEATURES, session.home(), model.featureReader(), List.of(), recordings);
        List<RunningService> predicting = predictions(model, features, recordings, session.home());
        step.done("all answer, each in a process of its own");
        return new Production(
            database, model, features, predicting.getFirst(), predicting.getLast());
      }
    } catch (IOException | SQLException | RuntimeException failure) {
      database.close();
      throw failure;
    }
  }

  /** The one that logs nothing, and the one that does. */
  private static List<RunningService> predictions(
      ServedModel model, RunningService features, Optional<Path> recordings, Path home)
      throws IOException {
    List<RunningService> started = new ArrayList<>();
    try {
      for (Service service : List.of(Service.PREDICTIONS, Service.LOGGED_PREDICTIONS)) {
        String mode = service == Service.PREDICTIONS ? "off" : "durable";
        started.add(
            RunningService.start(
                service,
                home,
                model.modelReader(),
                List.of(
                    "--surety.features.url=http://127.0.0.1:" + features.port(),
                    "--surety.audit.mode=" + mode),
                recordings));
      }
      return started;
    } catch (IOException | RuntimeException failure) {
      started.forEach(RunningService::close);
      features.close();
      throw failure;
    }
  }

  private List<RunningService> services() {
    return List.of(predictions, logged, features);
  }

  /** How often and how long the disk of the database was waited for. */
  Flushes flushes() throws SQLException {
    return database.flushes();
  }

  ServedModel model() {
    return model;
  }

  int port(Service service) {
    return switch (service) {
      case FEATURES -> features.port();
      case PREDICTIONS -> predictions.port();
      case LOGGED_PREDICTIONS -> logged.port();
    };
  }

  /** Has somebody load it, and sees what that takes. */
  Round watch(Callable<LoadOutcome> load) throws Exception {
    Optional<ProcessTime> predicting = ProcessTime.of(predictions.pid());
    Optional<ProcessTime> logging = ProcessTime.of(logged.pid());
    Optional<ProcessTime> finding = ProcessTime.of(features.pid());
    Optional<ProcessTime> storing = ProcessTime.of(databasePid);
    LoadOutcome outcome = load.call();
    double requests = Math.max(1, outcome.all());
    Round round =
        new Round(
            outcome,
            new Round.Cpu(
                (micros(predictions.pid(), predicting) + micros(logged.pid(), logging)) / requests,
                micros(features.pid(), finding) / requests,
                micros(databasePid, storing) / requests,
                outcome.clientCpuSeconds() * 1e6 / requests));
    for (RunningService service : services()) {
      ProcessMemory.now(service.pid())
          .ifPresent(bytes -> underLoad.merge(service.name(), bytes, Math::max));
    }
    return round;
  }

  private static double micros(long pid, Optional<ProcessTime> before) {
    Optional<ProcessTime> now = ProcessTime.of(pid);
    return before.isPresent() && now.isPresent()
        ? now.get().secondsSince(before.get()) * 1e6
        : Double.NaN;
  }

  /** What the services held until now; empty where the system does not tell. */
  Map<String, Findings.Memory> memory() {
    Map<String, Findings.Memory> memory = new LinkedHashMap<>();
    for (RunningService service : services()) {
      Long most = underLoad.get(service.name());
      ProcessMemory.peak(service.pid())
          .ifPresent(peak ->
              memory.put(service.name(), new Findings.Memory(most == null ? peak : most, peak)));
    }
    return memory;
  }

  @Override
  public void close() throws IOException {
    logged.close();
    predictions.close();
    features.close();
    database.close();
  }
}
