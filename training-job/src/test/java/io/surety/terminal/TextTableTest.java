package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void alignsColumnsAndLeavesNothingAtTheEndOfALine() {
    StringWriter out = new StringWriter();

    TextTable.of("VERSION", ">AUC", "STAGE")
        .row("loan-risk/1", "0.7", "approved")
        .row("loan-risk/12", "0.7512", "")
        .print(Console.plain(new PrintWriter(out), new PrintWriter(out)));

    assertThat(out.toString().lines())
        .containsExactly(
            "VERSION          AUC  STAGE",
            "loan-risk/1      0.7  approved",
            "loan-risk/12  0.7512");
  }
}
