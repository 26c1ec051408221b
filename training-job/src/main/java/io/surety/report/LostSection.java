package io.surety.report;

import io.surety.predictionlog.AsyncProcess;
import java.util.List;

/** The chapter about decisions that are in no log, where there are any. */
final class LostSection {

  private LostSection() {}

  static Html section(List<AsyncProcess> all) {
    if (all.isEmpty()) {
      return Html.NOTHING;
    }
    Table table = new Table("heard of last", "from", "and then", "lost at least", "at most");
    for (AsyncProcess process : all) {
      table.row(
          HealthReport.MOMENT.format(process.told()),
          process.address() == null ? Digits.NONE : process.address(),
          ending(process),
          Digits.count(process.lostLeast()),
          Digits.count(process.lostMost()));
    }
    return Html.of(
        """
        <section id="lost" class="verdict fail">
        <h2>Which decisions are in no log?</h2>
        <p>These processes answered before they logged (surety.audit.mode=async). One that ended \
        without a word took along what waited in its memory: at least as many decisions as waited \
        when it was heard of last, and at most as many as may wait, but for those that found no \
        room since.</p>
        {}
        </section>
        """,
        table.html());
  }

  private static String ending(AsyncProcess process) {
    if (process.ended() != null) {
      return "it ended in order";
    }
    return process.silent() ? "it ended without a word" : "it runs";
  }
}
