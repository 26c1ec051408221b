package io.surety.delivery.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.terminal.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, of a program that is made for it. */
class ProgramsTest {

  @TempDir Path home;

  private final StringWriter said = new StringWriter();
  private Programs programs;

  @BeforeEach
  void makeATool() throws IOException {
    Path tools = Files.createDirectory(home.resolve("tools"));
    Path syft =
        Files.writeString(
            tools.resolve("syft"),
            "#!/bin/sh\nif [ \"$1\" = fail ]; then exit 7; fi\nif [ \"$1\" = read ]; then cat > \"$2\"; exit; fi\nprintf '%s|' \"$@\"; printf '%s' \"${HIDDEN:-}\"\n");
    Files.setPosixFilePermissions(syft, PosixFilePermissions.fromString("rwxr-xr-x"));
    programs =
        new Programs(home, tools, Console.plain(new PrintWriter(said), new PrintWriter(said)));
  }

  @Test
  void handsArgumentsOverAsTheyAreWithoutAShell() {
    assertThat(programs.ask(Line.of(Tool.SYFT, "a b", "$(id)", "'c'", "")))
        .isEqualTo("a b|$(id)|'c'||");
  }

  @Test
  void printsTheLineAndNotTheValuesOfItsVariables() {
    assertThat(programs.watch(Line.of(Tool.SYFT, "scan").with("HIDDEN", "token")).output())
        .isEqualTo("scan|token");
    assertThat(said.toString()).contains("$ HIDDEN=… syft scan");
  }

  @Test
  void feedsATextThatItDoesNotSay() {
    Path fed = home.resolve("fed");
    programs.feed(Line.of(Tool.SYFT, "read", fed.toString()), "token");

    assertThat(fed).hasContent("token");
    assertThat(said.toString()).contains("$ syft read").doesNotContain("token");
  }

  @Test
  void failsInASentenceWhereATextIsNotRead() {
    assertThatThrownBy(() -> programs.feed(Line.of(Tool.SYFT, "fail"), "x".repeat(1_000_000)))
        .hasMessageContaining("exit code 7");
  }

  @Test
  void keepsBytesInAFile() {
    Path file = home.resolve("out");
    programs.save(Line.of(Tool.SYFT, "x"), file);

    assertThat(file).hasContent("x|");
  }

  @Test
  void failsInASentenceAndHandsExitCodesOn() {
    assertThat(programs.watch(Line.of(Tool.SYFT, "fail")).exit()).isEqualTo(7);
    assertThatThrownBy(() -> programs.ask(Line.of(Tool.SYFT, "fail")))
        .hasMessageContaining("exit code 7")
        .hasMessageContaining("syft fail");
  }

  @Test
  void saysHowToGetAToolThatIsMissing() {
    assertThatThrownBy(() -> programs.run(Line.of(Tool.SURETY, "test")))
        .hasMessageContaining("is needed and cannot be started here: it lies at the top");
  }
}
