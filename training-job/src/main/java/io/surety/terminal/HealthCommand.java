package io.surety.terminal;

import io.surety.predictionlog.AsyncProcess;
import io.surety.predictionlog.AsyncProcesses;
import io.surety.report.HealthReport;
import io.surety.report.Work;
import io.surety.runs.RunLog;
import io.surety.watch.health.HealthReader;
import io.surety.watch.health.ModelHealth;
import io.surety.watch.health.Period;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says how the served models are. */
@Command(
    name = "health",
    description = "Says how the models that are served are, or writes a page about it.",
    footer = {
      "",
      "Who answers and since when, every rule of the breaker with its figure, the drift of each input",
      "and of the scores, and week by week what was estimated beside what came true; calibration,",
      "traffic, freshness, the last check of consistency, which runs were when, and how many answered",
      "decisions are in no log. Ends with exit code 3 when a rule is broken. Rules and drift are as",
      "the watch measured them last: './surety watch' measures. The rest is counted in the log of",
      "predictions, of a large one in a sample.",
      "",
      "  ./surety health",
      "  ./surety health --html health.html",
      "  ./surety health --since 2026-05-01 --json"
    })
final class HealthCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Moments.DayOrMomentConverter.class,
      description =
          "Tells of predictions from this day (00:00 UTC) or moment on. Default: of 12 weeks.")
  private @Nullable Instant since;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes a page with plots and tables there; it needs no file beside it.")
  private @Nullable Path html;

  @Option(names = "--json", description = "Prints JSON for programs.")
  private boolean json;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  HealthCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Instant now = session.clock().instant();
    Period period = period(now);
    Path page = html;
    if (page != null) {
      OutputFile.of(page, "--html").requireWritable();
    }
    List<ModelHealth> all = new ArrayList<>();
    List<Work> work;
    List<AsyncProcess> lost;
    try (OpenDatabase open = database.open(session)) {
      DataSource source = open.as(Purpose.WATCHING);
      new HealthReader(source).each(period, all::add);
      work = RecordedWork.since(new RunLog(source), period.since());
      lost = new AsyncProcesses(source).missing(period.since());
    }
    if (page != null) {
      write(page, HealthReport.html(all, work, lost, period));
    }
    if (json) {
      session.console().print(HealthJson.of(all, work, lost).toPrettyString());
    } else if (all.isEmpty()) {
      session.console().say("No version is champion or canary, so there is nothing to tell.");
    } else if (page == null) {
      HealthLines lines = new HealthLines(session.console(), now);
      all.forEach(lines::print);
    }
    if (page == null && !json) {
      LostDecisions.print(session.console(), lost);
    }
    boolean broken = all.stream().anyMatch(ModelHealth::isBroken);
    return (broken ? ExitCode.GATE_NOT_PASSED : ExitCode.DONE).number();
  }

  private Period period(Instant now) {
    try {
      return since == null ? Period.lastWeeks(now) : new Period(since, now);
    } catch (IllegalArgumentException refused) {
      throw new CommandFailed(ExitCode.WRONG_USAGE, String.valueOf(refused.getMessage()));
    }
  }

  private void write(Path page, String text) {
    byte[] written = text.getBytes(StandardCharsets.UTF_8);
    OutputFile file = OutputFile.of(page, "--html");
    var _ =
        file.write(out -> {
          out.write(written);
          return written.length;
        });
    session.console().say("The page is in %s.".formatted(file.path()));
  }
}
