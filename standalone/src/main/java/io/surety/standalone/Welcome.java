package io.surety.standalone;

import io.surety.registry.RegisteredModel;
import io.surety.terminal.Console;
import io.surety.terminal.FirstModel;
import io.surety.terminal.GateLines;
import io.surety.terminal.KnownLoans;
import io.surety.terminal.ModelMaking;
import io.surety.terminal.OpenDatabase;
import io.surety.terminal.Purpose;
import io.surety.terminal.ServingLines;
import java.nio.file.Files;
import java.nio.file.Path;

/** The last words of a start: what to type next, and where the report is. */
record Welcome(Console console, OpenDatabase database, Ports ports, String dataDirectoryOption) {

  void show(FirstModel.Standing standing) {
    console.say("");
    switch (standing) {
      case FirstModel.Standing.Served served -> {
        console.say("  " + served.model().version() + " answers. Try:");
        curls();
        report(served.model());
      }
      case FirstModel.Standing.Waiting waiting -> {
        decisions(waiting.model());
        curls();
        report(waiting.model());
      }
      case FirstModel.Standing.Nothing nothing -> {
        console.say(
            "  Every version was rejected, so /score answers 503 no-approved-model. Next: ./surety train"
                + dataDirectoryOption);
        curls();
      }
    }
    console.say("  Ctrl-C stops it; the data stays.");
  }

  private void decisions(RegisteredModel model) {
    if (model.gatesPassed()) {
      console.say(
          "  %s passed its gates and waits for a person to approve it.".formatted(model.version()));
    } else {
      console.say("  %s did not pass its gates, so it is not served:".formatted(model.version()));
      GateLines.sayFailed(console, model);
    }
    console.say("");
    console.say(
        model.gatesPassed()
            ? "  /score answers 503 no-approved-model until then. These lines approve and serve it:"
            : "  /score answers 503 no-approved-model. These lines would serve it anyway:");
    console.say("");
    ServingLines.say(
        console, model.version().toString(), !model.gatesPassed(), dataDirectoryOption);
    console.say("");
  }

  private void curls() {
    long user = KnownLoans.somebody(database.as(Purpose.TRAINING)).orElse(5_008_806L);
    console.say("");
    console.say("    curl -s localhost:%d/features/%d".formatted(ports.features(), user));
    console.say(
        "    curl -s localhost:%d/score -H 'Content-Type: application/json' -d '{\"user_id\": %d}'"
            .formatted(ports.scores(), user));
    console.say(
        "    curl -s localhost:%d/actuator/health/readiness   # and %d for the features; /actuator/prometheus on both"
            .formatted(Ports.management(ports.scores()), Ports.management(ports.features())));
    console.say("");
  }

  private void report(RegisteredModel model) {
    Path report = ModelMaking.usualReport(database, model.version());
    if (Files.exists(report)) {
      console.say("  Report  " + report);
    } else {
      console.say(
          "  Report  ./surety show %s --report report.html%s"
              .formatted(model.version(), dataDirectoryOption));
    }
  }
}
