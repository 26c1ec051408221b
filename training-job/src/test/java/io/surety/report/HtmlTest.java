package io.surety.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HtmlTest {

  @Test
  void escapesTextAndKeepsMarkup() {
    assertThat(Html.of("<p title=\"{}\">{}</p>", "\"><x '", Html.of("<b>{}</b>", "a & b")).markup())
        .isEqualTo("<p title=\"&quot;&gt;&lt;x &#39;\"><b>a &amp; b</b></p>");
  }

  @Test
  void neverFillsAPlaceInsideWhatWasFilledIn() {
    assertThat(Html.of("{} {}", "{}", "$1 \\").markup()).isEqualTo("{} $1 \\");
  }

  @Test
  void replacesControlCharacters() {
    assertThat(Html.text("a\u0000b\nc").markup()).isEqualTo("a\uFFFDb\nc");
  }

  @Test
  void refusesATemplateWithoutItsValues() {
    assertThatThrownBy(() -> Html.of("{} {}", "one"))
        .hasMessage("A template with 2 places takes as many values, not 1: {} {}");
  }
}
