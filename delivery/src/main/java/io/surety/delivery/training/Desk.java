package io.surety.delivery.training;

import io.surety.delivery.tools.Toolbox.Answer;
import java.nio.file.Path;

/**
 * The training image, standing still somewhere beside its database, for lines to be run in it one
 * after the other. What they write stays until the desk is closed.
 */
public interface Desk extends AutoCloseable {

  /** Runs a command of Surety in the image and returns what it said with its exit code. */
  Answer surety(String... arguments);

  /** Runs a command of Surety in the image and keeps what it writes to standard output. */
  void save(Path file, String... arguments);

  /** Brings a file out of the image, byte for byte. */
  void bring(String inside, Path file);

  @Override
  void close();
}
