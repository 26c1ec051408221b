package io.surety.batch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * A file that is there whole or not at all, also when the power fails: written under another name,
 * brought to the disk, and then given its own. Who writes it again after a kill begins anew.
 */
final class WholeFile {

  private WholeFile() {}

  /** Writes a file that does not yet exist. */
  interface Content {
    void write(Path draft) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @param owner tells this writer's drafts from those of others; the same each time
   */
  static void write(Path file, String owner, Content content) {
    Path target = file.toAbsolutePath();
    Path folder = Objects.requireNonNull(target.getParent());
    Path draft = folder.resolve("." + target.getFileName() + "." + owner + ".part");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(draft);
      content.write(draft);
      sync(draft, StandardOpenOption.WRITE);
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      sync(folder, StandardOpenOption.READ);
    } catch (IOException failure) {
      throw new BatchFailed(
          "The file %s cannot be written (%s). Every row is in the prediction log; mend that and start the batch again with its key."
              .formatted(file, failure.getMessage()),
          failure);
    }
  }

  private static void sync(Path path, StandardOpenOption mode) throws IOException {
    try (FileChannel channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }
}
