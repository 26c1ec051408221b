package io.surety.bundle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a zip strictly: the entries lie one after the other from the first byte, the directory
 * repeats them exactly, and nothing follows or hides between. So no two readers can see different
 * bundles in the same bytes, and a bundle that was cut off anywhere is noticed.
 *
 * <p>Numbers as in PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.
 */
final class StoredZipReader {

  private static final int ENTRY = 0x04034b50;
  private static final int DIRECTORY = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int UTF8_NAMES = 1 << 11;
  private static final int MOST_ENTRIES = 64;

  /** The fields that an entry and its line in the directory have in common. */
  private static final int SHARED_FIELDS = 26;

  private static final int FLAGS = 2;
  private static final int METHOD = 4;
  private static final int CRC = 10;
  private static final int PACKED_SIZE = 14;
  private static final int SIZE = 18;
  private static final int NAME_LENGTH = 22;
  private static final int EXTRA_LENGTH = 24;

  private record Header(int offset, ByteBuffer fields, ByteBuffer name) {}

  private final String whole;
  private final ByteBuffer bytes;
  private final List<Header> headers = new ArrayList<>();

  StoredZipReader(byte[] zip, String whole) {
    this.whole = whole;
    this.bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
  }

  Map<String, byte[]> read() {
    if (bytes.remaining() < Integer.BYTES || bytes.getInt(0) != ENTRY) {
      throw refused(" is not a zip file with entries.");
    }
    Map<String, byte[]> entries = entries();
    int directory = bytes.position();
    headers.forEach(this::requireInDirectory);
    requireEnd(directory, bytes.position() - directory);
    return entries;
  }

  private Map<String, byte[]> entries() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    while (bytes.remaining() >= Integer.BYTES && bytes.getInt(bytes.position()) == ENTRY) {
      if (headers.size() == MOST_ENTRIES) {
        throw refused(" has more than %d entries in its zip.".formatted(MOST_ENTRIES));
      }
      int offset = bytes.position();
      take(Integer.BYTES);
      ByteBuffer fields = take(SHARED_FIELDS);
      ByteBuffer name = take(Short.toUnsignedInt(fields.getShort(NAME_LENGTH)));
      String fileName = StandardCharsets.UTF_8.decode(name.duplicate()).toString();
      headers.add(new Header(offset, fields, name));
      requireStored(fileName, fields);
      byte[] content = new byte[requireSize(fields)];
      take(content.length).get(content);
      if ((int) StoredZip.crc(content) != fields.getInt(CRC)) {
        throw refused("'s %s is damaged.".formatted(fileName));
      }
      if (entries.put(fileName, content) != null) {
        throw refused(" holds %s twice.".formatted(fileName));
      }
    }
    return entries;
  }

  private void requireStored(String fileName, ByteBuffer fields) {
    int flags = fields.getShort(FLAGS) & ~UTF8_NAMES;
    if (fields.getShort(METHOD) != 0 || flags != 0) {
      throw refused(
          "'s %s is compressed or encrypted; the parts of one are stored as they are."
              .formatted(fileName));
    }
  }

  private int requireSize(ByteBuffer fields) {
    int size = fields.getInt(SIZE);
    if (size < 0 || size != fields.getInt(PACKED_SIZE) || fields.getShort(EXTRA_LENGTH) != 0) {
      throw disorder();
    }
    if (size > bytes.remaining()) {
      throw cutOff();
    }
    return size;
  }

  /** A line of the directory: which program wrote it, the entry's fields, attributes, offset. */
  private void requireInDirectory(Header header) {
    if (take(Integer.BYTES).getInt() != DIRECTORY) {
      throw disorder();
    }
    take(Short.BYTES);
    ByteBuffer fields = take(SHARED_FIELDS);
    short commentLength = take(Short.BYTES).getShort();
    take(Short.BYTES + Short.BYTES + Integer.BYTES);
    int offset = take(Integer.BYTES).getInt();
    ByteBuffer name = take(Short.toUnsignedInt(fields.getShort(NAME_LENGTH)));
    if (!fields.rewind().equals(header.fields.rewind())
        || !name.equals(header.name)
        || commentLength != 0
        || offset != header.offset) {
      throw disorder();
    }
  }

  private void requireEnd(int directory, int directorySize) {
    if (take(Integer.BYTES).getInt() != END) {
      throw disorder();
    }
    boolean oneDisk = take(Integer.BYTES).getInt() == 0;
    short onDisk = take(Short.BYTES).getShort();
    short inAll = take(Short.BYTES).getShort();
    int size = take(Integer.BYTES).getInt();
    int offset = take(Integer.BYTES).getInt();
    short commentLength = take(Short.BYTES).getShort();
    if (!oneDisk
        || onDisk != headers.size()
        || inAll != headers.size()
        || size != directorySize
        || offset != directory
        || commentLength != 0
        || bytes.hasRemaining()) {
      throw disorder();
    }
  }

  private ByteBuffer take(int length) {
    if (bytes.remaining() < length) {
      throw cutOff();
    }
    ByteBuffer taken = bytes.slice(bytes.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + length);
    return taken;
  }

  private UnreadableBundle refused(String rest) {
    return new UnreadableBundle("The " + whole + rest);
  }

  private UnreadableBundle cutOff() {
    return refused(" ends too early: it was cut off.");
  }

  private UnreadableBundle disorder() {
    return refused(" is not laid out as Surety writes it: something was changed or added.");
  }
}
