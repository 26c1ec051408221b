package io.surety.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table: the first column holds words, the others figures. */
final class Table {

  private final List<String> heads;
  private final List<Html> rows = new ArrayList<>();

  Table(String... heads) {
    this.heads = List.of(heads);
  }

  /** Adds a row; a cell is text or markup. */
  Table row(Object... cells) {
    if (cells.length != heads.size()) {
      throw new IllegalArgumentException(
          "A row has %d cells, not %d.".formatted(heads.size(), cells.length));
    }
    Html header = Html.of("<th scope=\"row\">{}</th>", cells[0]);
    Html others =
        Html.all(Arrays.stream(cells).skip(1).map(cell -> Html.of("<td>{}</td>", cell)).toList());
    rows.add(Html.of("<tr>{}{}</tr>", header, others));
    return this;
  }

  Html html() {
    return Html.of(
        """
        <div class="scroll"><table>
        <thead><tr>{}</tr></thead>
        <tbody>
        {}
        </tbody>
        </table></div>
        """,
        Html.all(heads.stream().map(head -> Html.of("<th scope=\"col\">{}</th>", head)).toList()),
        Html.all(rows));
  }
}
