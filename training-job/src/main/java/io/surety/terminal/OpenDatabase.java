package io.surety.terminal;

import java.nio.file.Path;
import javax.sql.DataSource;

/** A database that a command may use until it closes it. */
public interface OpenDatabase extends AutoCloseable {

  /** Connections for a purpose. */
  DataSource as(Purpose purpose);

  /** The folder that reports go to. */
  Path reports();

  @Override
  void close();
}
