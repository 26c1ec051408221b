package io.surety.backup;

import io.surety.backup.BackupManifest.SavedTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A backup that is read: table by table, in memory that does not grow with it. */
public final class BackupFile implements AutoCloseable {

  private static final int MOST_MANIFEST = 1 << 20;
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final ZipFile zip;
  private final BackupManifest manifest;

  private BackupFile(Path file, ZipFile zip) throws IOException {
    this.file = file;
    this.zip = zip;
    this.manifest = readManifest();
  }

  /**
   * Opens a backup and reads what it says about itself.
   *
   * @throws UnreadableBackup when it is none, was cut off, or has a newer format
   */
  public static BackupFile open(Path file) {
    if (!Files.isReadable(file)) {
      throw new UnreadableBackup("There is no backup %s that can be read.".formatted(file));
    }
    @Nullable ZipFile zip = null;
    try {
      zip = new ZipFile(file.toFile());
      return new BackupFile(file, zip);
    } catch (IOException | IllegalArgumentException damaged) {
      close(zip);
      throw cutOff(file, damaged);
    } catch (UnreadableBackup refused) {
      close(zip);
      throw refused;
    }
  }

  private static void close(@Nullable ZipFile zip) {
    try {
      if (zip != null) {
        zip.close();
      }
    } catch (IOException left) {
      // It was only read.
    }
  }

  private static UnreadableBackup cutOff(Path file, Exception damaged) {
    return new UnreadableBackup(
        "%s is no backup, or it was cut off or damaged.".formatted(file), damaged);
  }

  private BackupManifest readManifest() throws IOException {
    ZipEntry entry = zip.getEntry(BackupWriter.MANIFEST);
    if (entry == null) {
      throw new UnreadableBackup(
          "%s is no backup: it has no %s.".formatted(file, BackupWriter.MANIFEST));
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] json = in.readNBytes(MOST_MANIFEST);
      CRC32 crc = new CRC32();
      crc.update(json);
      if (crc.getValue() != entry.getCrc()) {
        throw new UnreadableBackup("The backup's %s is damaged.".formatted(entry.getName()));
      }
      return BackupJson.read(json);
    }
  }

  /** What it says about itself. */
  public BackupManifest manifest() {
    return manifest;
  }

  /**
   * Reads all of it once.
   *
   * @throws UnreadableBackup when a part is missing or is not what was written
   */
  public void verify(Progress progress) {
    for (SavedTable table : manifest.tables()) {
      try {
        pour(table, progress, (_, _, _) -> {});
      } catch (SQLException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    if (zip.size() != manifest.tables().size() + 1) {
      throw new UnreadableBackup("%s holds files that are no part of a backup.".formatted(file));
    }
  }

  /** Takes bytes. */
  @FunctionalInterface
  interface Sink {
    void take(byte[] buffer, int offset, int length) throws SQLException;
  }

  /** Hands the bytes of a table on, and proves at their end that they are what was written. */
  void pour(SavedTable table, Progress progress, Sink sink) throws SQLException {
    ZipEntry entry = zip.getEntry(table.entry());
    if (entry == null) {
      throw new UnreadableBackup("The backup has no %s.".formatted(table.entry()));
    }
    Counted counted = new Counted(table.name(), progress);
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = zip.getInputStream(entry)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        counted.add(buffer, 0, read);
        sink.take(buffer, 0, read);
      }
    } catch (IOException damaged) {
      throw cutOff(file, damaged);
    }
    if (counted.bytes() != table.bytes() || !counted.sha256Hex().equals(table.sha256())) {
      throw new UnreadableBackup(
          "The backup's %s is not the one that was written: its checksum is wrong."
              .formatted(table.entry()));
    }
  }

  @Override
  public void close() {
    close(zip);
  }
}
