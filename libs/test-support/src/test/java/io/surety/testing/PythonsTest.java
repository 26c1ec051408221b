package io.surety.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonsTest {

  @TempDir private Path folder;

  @Test
  void findsTheFirstThatCanImportAllModules() throws IOException {
    String absent = folder.resolve("absent").toString();
    String part = thatRuns("part", "import mlflow");
    String whole = thatRuns("whole", "import mlflow, pyarrow.parquet");
    String another = thatRuns("another", "import mlflow, pyarrow.parquet");
    Pythons pythons = new Pythons(List.of(absent, part, whole, another));

    assertThat(pythons.find("mlflow", "pyarrow.parquet")).contains(whole);
    assertThat(pythons.find("mlflow")).contains(part);
    assertThat(pythons.require("mlflow")).isEqualTo(part);
  }

  @Test
  void findsNoneWhereNoneCan() throws IOException {
    Pythons pythons = new Pythons(List.of("", thatRuns("part", "import mlflow")));

    assertThat(pythons.find("kserve")).isEmpty();
  }

  /** An interpreter that can run this one program. */
  private String thatRuns(String name, String program) throws IOException {
    Path script =
        Files.writeString(
            folder.resolve(name),
            """
            #!/bin/sh
            [ "$1" = "-c" ] && [ "$2" = "%s" ]
            """
                .formatted(program));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script.toString();
  }
}
