package io.surety.delivery.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinnedToolsTest {

  @TempDir Path folder;

  @Test
  void refusesAToolWhoseBytesAreOthers() throws IOException {
    PinnedTools.Pinned pinned = PinnedTools.all().getFirst();
    Path archive = Files.writeString(folder.resolve("archive"), "something else");

    assertThatThrownBy(() -> PinnedTools.requireChecksum(pinned, archive))
        .hasMessageContaining("do not run it");
    assertThat(archive).doesNotExist();
  }

  @Test
  void acceptsTheBytesThatWereChosen() throws IOException {
    Path archive = Files.writeString(folder.resolve("archive"), "abc");
    PinnedTools.requireChecksum(
        new PinnedTools.Pinned(
            Tool.SYFT,
            "1",
            "https://example.com",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        archive);

    assertThat(archive).exists();
  }

  @Test
  void namesItsVersionInEveryAddress() {
    assertThat(PinnedTools.all())
        .allSatisfy(pinned -> {
          assertThat(pinned.address()).startsWith("https://").contains(pinned.version());
          assertThat(pinned.sha256()).matches("[0-9a-f]{64}");
        });
  }
}
