package io.surety.prediction.inference;

import io.surety.prediction.batches.BatchLimits;
import io.surety.prediction.batches.StrictJson;
import io.surety.web.MalformedRequest;
import io.surety.web.Quoted;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The parameters of a request, an input or an output that mean something here. Others are for
 * servers of another kind, and are passed over as the protocol foresees.
 *
 * @param size {@code binary_data_size}: the bytes of an input that follow the JSON
 * @param binary {@code binary_data}: whether an output shall follow the JSON
 * @param allBinary {@code binary_data_output}: the same for all outputs that do not say
 */
record Parameters(@Nullable Long size, @Nullable Boolean binary, @Nullable Boolean allBinary) {

  static final Parameters NONE = new Parameters(null, null, null);

  /** Reads the object, or the null, that comes next. */
  static Parameters read(JsonParser parser, String path) {
    if (parser.nextToken() == JsonToken.VALUE_NULL) {
      return NONE;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw MalformedRequest.at(path, "A JSON object is expected here.");
    }
    Long size = null;
    Boolean binary = null;
    Boolean allBinary = null;
    int keys = 0;
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      keys++;
      BatchLimits.requireKeys(path, keys);
      parser.nextToken();
      String itsPath = path + "." + key;
      switch (key) {
        case "binary_data_size" -> size = size(parser, itsPath);
        case "binary_data" -> binary = truth(parser, itsPath);
        case "binary_data_output" -> allBinary = truth(parser, itsPath);
        case "classification" ->
            throw MalformedRequest.at(
                itsPath, "Outputs are not sorted into classes here; ask for decision instead.");
        case "shared_memory_region" ->
            throw MalformedRequest.at(
                itsPath, "No memory is shared here; send the data in the request.");
        default -> keys += StrictJson.skip(parser, path + "." + Quoted.fieldName(key));
      }
    }
    return new Parameters(size, binary, allBinary);
  }

  private static long size(JsonParser parser, String path) {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
        || !StrictJson.isLong(parser)
        || parser.getLongValue() < 0) {
      throw MalformedRequest.at(path, "A whole number of bytes from 0 is expected here.");
    }
    return parser.getLongValue();
  }

  private static boolean truth(JsonParser parser, String path) {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw MalformedRequest.at(path, "true or false is expected here.");
    };
  }
}
