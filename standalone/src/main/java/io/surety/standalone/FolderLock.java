package io.surety.standalone;

import io.surety.terminal.CommandFailed;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A lock on a file of the data directory, held against other processes. The operating system lets
 * go of it when the process ends, however it ends.
 */
final class FolderLock implements AutoCloseable {

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Waits until no other process holds it. */
  static FolderLock exclusive(Path file) {
    try {
      FileChannel channel = open(file);
      channel.lock();
      return new FolderLock(channel);
    } catch (IOException failure) {
      throw unusable(file, failure);
    }
  }

  /** Holds it together with others that share it; waits for one that holds it alone. */
  static FolderLock shared(Path file) {
    try {
      FileChannel channel = open(file);
      channel.lock(0, Long.MAX_VALUE, true);
      return new FolderLock(channel);
    } catch (IOException failure) {
      throw unusable(file, failure);
    }
  }

  /** Holds it alone, or is empty at once when another process has it in any way. */
  static Optional<FolderLock> tryExclusive(Path file) {
    try {
      FileChannel channel = open(file);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new FolderLock(channel));
    } catch (IOException failure) {
      throw unusable(file, failure);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static CommandFailed unusable(Path file, IOException failure) {
    return new CommandFailed(
        "The lock file %s cannot be used (%s); the data directory must be on a local disk of yours."
            .formatted(file, failure.getMessage()),
        failure);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // The lock goes with the process at the latest.
    }
  }
}
