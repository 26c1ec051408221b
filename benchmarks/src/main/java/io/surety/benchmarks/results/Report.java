package io.surety.benchmarks.results;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of all results: the same results give the same text, byte for byte. */
final class Report {

  private static final List<String> ORDER =
      List.of("forest", "serve", "peers", "startup", "ingest", "training", "batch", "watch");

  private final List<KeptResult> results;

  Report(List<KeptResult> results) {
    this.results = results.stream().sorted(Report::byOrder).toList();
  }

  private static int byOrder(KeptResult one, KeptResult other) {
    int places = Integer.compare(place(one), place(other));
    return places != 0 ? places : one.result().name().compareTo(other.result().name());
  }

  private static int place(KeptResult kept) {
    int place = ORDER.indexOf(kept.result().name());
    return place < 0 ? ORDER.size() : place;
  }

  /** The page as Markdown. */
  String markdown() {
    StringBuilder page = new StringBuilder();
    page.append("# Performance\n\n");
    page.append("Written by `./surety bench report` from what the benchmarks found; ")
        .append("no figure here is typed by hand.\n")
        .append("Compare ratios, not seconds: machines differ, and shared ones are noisy.\n");
    boolean alike = results.stream().map(KeptResult::surroundings).distinct().count() == 1;
    if (alike) {
      page.append("\n## Where and with what\n\n");
      surroundings(page, results.getFirst().surroundings());
    }
    for (KeptResult kept : results) {
      chapter(page, kept, alike);
    }
    return page.toString();
  }

  private static void surroundings(StringBuilder page, Surroundings surroundings) {
    page.append("| | |\n| --- | --- |\n");
    rows(page, surroundings.machine());
    rows(page, surroundings.versions());
  }

  private static void rows(StringBuilder page, Map<String, String> facts) {
    facts.forEach((name, value) -> row(page, List.of(name, value)));
  }

  private static void chapter(StringBuilder page, KeptResult kept, boolean alike) {
    Result result = kept.result();
    page.append("\n## ").append(result.title()).append("\n\n");
    page.append("```\n").append(result.command()).append("\n```\n\n");
    page.append("Run on ").append(result.at().toString(), 0, 10).append(".\n");
    if (!alike) {
      page.append('\n');
      surroundings(page, kept.surroundings());
    }
    result.tables().forEach(table -> table(page, table));
    if (!result.remarks().isEmpty()) {
      page.append('\n');
      result.remarks().forEach(remark -> page.append("- ").append(remark).append('\n'));
    }
  }

  private static void table(StringBuilder page, Table table) {
    page.append("\n**").append(table.caption()).append("**\n\n");
    row(page, table.columns());
    page.append('|');
    for (int column = 0; column < table.columns().size(); column++) {
      page.append(table.isNumeric(column) ? " ---: |" : " --- |");
    }
    page.append('\n');
    table.rows().forEach(cells -> row(page, cells));
  }

  private static void row(StringBuilder page, List<String> cells) {
    page.append(
        cells.stream()
            .map(cell -> cell.replace("|", "\\|"))
            .collect(Collectors.joining(" | ", "| ", " |\n")));
  }
}
