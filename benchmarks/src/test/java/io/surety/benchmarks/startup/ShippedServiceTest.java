package io.surety.benchmarks.startup;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.terminal.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedServiceTest {

  @TempDir private Path home;

  @Test
  void saysWhatToDoWhenNothingIsPackaged() {
    assertThatThrownBy(() -> ShippedService.unpack(home, "feature-service", home))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("0 packaged jars of feature-service")
        .hasMessageContaining(
            "Run './mvnw clean package -Dmaven.test.skip=true -am -pl feature-service'");
  }

  @Test
  void saysWhatToDoWhenAnotherVersionWasPackagedBefore() throws IOException {
    packaged("feature-service-1.0-exec.jar");
    packaged("feature-service-1.1-exec.jar");
    packaged("feature-service-1.1.jar");

    assertThatThrownBy(() -> ShippedService.unpack(home, "feature-service", home))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("2 packaged jars of feature-service");
  }

  @Test
  void tellsWhatIsWrongWithAJarThatCannotBeUnpacked() throws IOException {
    Path jar = packaged("feature-service-1.1-exec.jar");

    assertThatThrownBy(() -> ShippedService.unpack(home, "feature-service", home))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining(jar + " cannot be unpacked");
  }

  private Path packaged(String name) throws IOException {
    Path target = Files.createDirectories(home.resolve("feature-service").resolve("target"));
    return Files.writeString(target.resolve(name), "not a jar");
  }
}
