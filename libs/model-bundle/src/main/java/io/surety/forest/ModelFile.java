package io.surety.forest;

/**
 * The two ways in which XGBoost writes a model, told apart by their second character: the text of a
 * key begins with a quote in JSON, and with its length in UBJSON.
 */
final class ModelFile {

  private static final int MOST_BYTES = 64 << 20;

  private ModelFile() {}

  /** The object that the bytes hold. */
  static ModelObject read(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw new UnreadableForest(
          "The forest has %d bytes; at most %d are read.".formatted(bytes.length, MOST_BYTES));
    }
    if (beginsWith(bytes, "binf") || beginsWith(bytes, "bs64")) {
      throw new UnreadableForest(
          "The forest is of the binary kind that XGBoost has given up; load it with XGBoost 1.6 to"
              + " 3.0 and save it as .ubj or .json.");
    }
    return new ModelObject(
        "", isJson(bytes) ? JsonReader.readObject(bytes) : UbjsonReader.readObject(bytes));
  }

  private static boolean isJson(byte[] bytes) {
    int at = afterWhitespace(bytes, 0);
    if (at == bytes.length || bytes[at] != '{') {
      return false;
    }
    int second = afterWhitespace(bytes, at + 1);
    return second > 1 || (second < bytes.length && bytes[second] == '"');
  }

  private static int afterWhitespace(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && " \t\r\n".indexOf(bytes[at]) >= 0) {
      at++;
    }
    return at;
  }

  private static boolean beginsWith(byte[] bytes, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (i >= bytes.length || bytes[i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
