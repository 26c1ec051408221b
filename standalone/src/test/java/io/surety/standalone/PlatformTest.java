package io.surety.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlatformTest {

  @Test
  void namesTheArchiveOfEachMachine() {
    assertThat(Platform.of("Linux", "amd64", false).archiveName())
        .isEqualTo("postgres-linux-x86_64.txz");
    assertThat(Platform.of("Linux", "amd64", true).archiveName())
        .isEqualTo("postgres-linux-x86_64-alpine_linux.txz");
    assertThat(Platform.of("Linux", "aarch64", false).archiveName())
        .isEqualTo("postgres-linux-arm_64.txz");
    assertThat(Platform.of("Mac OS X", "aarch64", false).archiveName())
        .isEqualTo("postgres-darwin-arm_64.txz");
  }

  @Test
  void findsTheArchiveOfThisMachine() {
    assertThat(Platform.ofThisMachine().archive()).isNotNull();
  }
}
