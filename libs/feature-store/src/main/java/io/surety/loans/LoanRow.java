package io.surety.loans;

import java.util.Arrays;

/**
 * One row of a file, reused for the next: the characters of its fields, one after the other.
 * Nothing is allocated for a row.
 */
final class LoanRow {

  /** Of a row with more fields than any file of loans has, only so many are kept. */
  static final int MOST_FIELDS = 1_000;

  private char[] characters = new char[1_024];
  private final int[] ends = new int[MOST_FIELDS];
  private int fields;
  private long line;

  void begin(long startLine) {
    line = startLine;
    fields = 0;
  }

  void add(char[] source, int offset, int length) {
    if (fields < MOST_FIELDS) {
      int start = start(fields);
      if (start + length > characters.length) {
        characters = Arrays.copyOf(characters, Math.max(start + length, 2 * characters.length));
      }
      System.arraycopy(source, offset, characters, start, length);
      ends[fields] = start + length;
    }
    fields++;
  }

  /** The line of the file on which the row starts. */
  long line() {
    return line;
  }

  int fields() {
    return fields;
  }

  /** The array that holds every field, each from its start to its end. */
  char[] characters() {
    return characters;
  }

  int start(int field) {
    return field == 0 ? 0 : ends[field - 1];
  }

  int end(int field) {
    return ends[field];
  }

  String field(int field) {
    return new String(characters, start(field), end(field) - start(field));
  }

  /** The row as comma-separated values. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (int field = 0; field < Math.min(fields, MOST_FIELDS); field++) {
      if (field > 0) {
        text.append(',');
      }
      String value = field(field);
      if (value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')) {
        text.append('"').append(value.replace("\"", "\"\"")).append('"');
      } else {
        text.append(value);
      }
    }
    return text.toString().replace('\0', '\uFFFD');
  }
}
