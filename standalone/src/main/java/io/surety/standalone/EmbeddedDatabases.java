package io.surety.standalone;

import io.surety.terminal.Activity;
import io.surety.terminal.Console;
import io.surety.terminal.DataDirectories;
import io.surety.terminal.OpenDatabase;
import java.nio.file.Path;

/** The databases of data directories, with a PostgreSQL that comes along. */
record EmbeddedDatabases(Leaving leaving) implements DataDirectories {

  @Override
  public OpenDatabase open(Path folder, Console console) {
    try (Activity step = console.step("PostgreSQL")) {
      DataDirectory directory = DataDirectory.prepare(folder);
      step.at("opening " + directory.root());
      return leaving.holding(() -> EmbeddedDatabase.open(directory));
    }
  }
}
