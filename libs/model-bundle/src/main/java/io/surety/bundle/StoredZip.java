package io.surety.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip whose entries are stored, not compressed: its bytes depend on no compressor, and it cannot
 * unfold to more than its own length.
 */
final class StoredZip {

  /** Later than the first moment of 1980, for which the JDK adds a field in the local time zone. */
  private static final LocalDateTime ALWAYS = LocalDateTime.of(2000, 1, 1, 0, 0);

  private StoredZip() {}

  /** The bytes of a zip with these entries, in this order. */
  static byte[] write(Map<String, byte[]> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        byte[] content = entry.getValue();
        ZipEntry header = new ZipEntry(entry.getKey());
        header.setMethod(ZipEntry.STORED);
        header.setSize(content.length);
        header.setCrc(crc(content));
        header.setTimeLocal(ALWAYS);
        zip.putNextEntry(header);
        zip.write(content);
        zip.closeEntry();
      }
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return bytes.toByteArray();
  }

  /**
   * The entries of a zip in their order; anything but such a zip is an UnreadableBundle.
   *
   * @param whole what sentences call it, such as {@code bundle}
   */
  static Map<String, byte[]> read(byte[] zip, String whole) {
    return new StoredZipReader(zip, whole).read();
  }

  static long crc(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return crc.getValue();
  }
}
