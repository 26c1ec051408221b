package io.surety.terminal;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
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

  private static final String STANDARD_OUTPUT = "-";

  private final Path file;
  private final boolean standard;
  private final String option;

  private OutputFile(Path file, boolean standard, String option) {
    this.file = file;
    this.standard = standard;
    this.option = option;
  }

  /** What an option names, where {@code -} is standard output. */
  static OutputFile of(String name, String option) {
    Path file = Path.of(requireName(name, option)).toAbsolutePath();
    return new OutputFile(file, name.equals(STANDARD_OUTPUT), option);
  }

  /** The file that an option names. */
  static OutputFile of(Path file, String option) {
    requireName(file.toString(), option);
    return new OutputFile(file.toAbsolutePath(), false, option);
  }

  private static String requireName(String name, String option) {
    if (name.isBlank()) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE, "%s names no file; give it the name of one.".formatted(option));
    }
    return name;
  }

  Path path() {
    return file;
  }

  /** Fails at once where writing would fail after long work. */
  void requireWritable() {
    if (standard || isDevice()) {
      return;
    }
    try {
      Files.delete(draft());
    } catch (IOException failure) {
      throw unwritable(failure);
    }
  }

  /** Writes the content. */
  @FunctionalInterface
  interface Content<T> {
    T write(OutputStream out) throws IOException;
  }

  <T> T write(Content<T> content) {
    return standard ? writeToStandardOutput(content) : writeFile(content);
  }

  private static <T> T writeToStandardOutput(Content<T> content) {
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

  private <T> T writeFile(Content<T> content) {
    @Nullable Path draft = null;
    try {
      if (isDevice()) {
        // A device or a pipe is written to, never replaced.
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
          return content.write(out);
        }
      }
      draft = draft();
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
    } catch (IOException failure) {
      throw unwritable(failure);
    } finally {
      remove(draft);
    }
  }

  private boolean isDevice() {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  private Path draft() throws IOException {
    Path folder = file.getParent();
    Path name = file.getFileName();
    if (folder == null || name == null || Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "it is a folder");
    }
    Files.createDirectories(folder);
    return Files.createTempFile(folder, "." + name, ".part");
  }

  private CommandFailed unwritable(IOException failure) {
    String why =
        switch (failure) {
          case NoSuchFileException missing -> "its folder is not one";
          case FileAlreadyExistsException occupied -> "its folder is not one";
          case AccessDeniedException denied -> "its folder does not permit it";
          case FileSystemException said when said.getReason() != null -> said.getReason();
          default -> failure.getMessage();
        };
    return new CommandFailed(
        "The file %s cannot be written (%s); name another with %s.".formatted(file, why, option),
        failure);
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
