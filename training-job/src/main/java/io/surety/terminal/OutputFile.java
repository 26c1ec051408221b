package io.surety.terminal;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that is there whole or not at all: written under another name, moved to its own when it is
 * complete. {@code -} is standard output; a name that ends in {@code .gz} is compressed.
 */
final class OutputFile {

  private OutputFile() {}

  /** Writes the content. */
  @FunctionalInterface
  interface Content<T> {
    T write(OutputStream out) throws IOException;
  }

  static <T> T write(String name, Content<T> content) {
    if (name.equals("-")) {
      try {
        OutputStream out = new BufferedOutputStream(new Unclosed(System.out), 1 << 16);
        T result = content.write(out);
        out.flush();
        if (System.out.checkError()) {
          throw new IOException("nobody reads it any more");
        }
        return result;
      } catch (IOException failure) {
        throw new CommandFailed(
            "Standard output took not everything (%s); run the command again."
                .formatted(failure.getMessage()),
            failure);
      }
    }
    return write(Path.of(name).toAbsolutePath(), content);
  }

  static <T> T write(Path file, Content<T> content) {
    @Nullable Path draft = null;
    try {
      if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
        // A device or a pipe is written to, never replaced.
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
          return content.write(out);
        }
      }
      Path folder = file.getParent() == null ? file : file.getParent();
      Files.createDirectories(folder);
      draft = Files.createTempFile(folder, "." + file.getFileName(), ".part");
      T result;
      try (OutputStream raw = Files.newOutputStream(draft);
          OutputStream out =
              file.toString().endsWith(".gz")
                  ? new GZIPOutputStream(raw, 1 << 16)
                  : new BufferedOutputStream(raw, 1 << 16)) {
        result = content.write(out);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return result;
    } catch (NoSuchFileException | FileAlreadyExistsException failure) {
      throw new CommandFailed(
          "The file %s cannot be written, because its folder is not one; name another with --out."
              .formatted(file),
          failure);
    } catch (IOException failure) {
      throw new CommandFailed(
          "The file %s cannot be written (%s); check the folder's permissions and the disk's free space."
              .formatted(file, failure.getMessage()),
          failure);
    } finally {
      remove(draft);
    }
  }

  private static void remove(@Nullable Path draft) {
    try {
      if (draft != null) {
        Files.deleteIfExists(draft);
      }
    } catch (IOException left) {
      // The draft has a name of its own and harms nobody.
    }
  }

  private static final class Unclosed extends FilterOutputStream {

    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
