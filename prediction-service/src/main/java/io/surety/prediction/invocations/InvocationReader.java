package io.surety.prediction.invocations;

import io.surety.prediction.batches.BatchLimits;
import io.surety.prediction.batches.StrictJson;
import io.surety.web.MalformedRequest;
import io.surety.web.Quoted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the JSON of an invocation: one table in one of four formats, and parameters. */
final class InvocationReader {

  private static final String FORMATS =
      "Give the rows in exactly one of dataframe_split, dataframe_records, instances and inputs.";

  private final List<PredictionField> outputs = new ArrayList<>();
  private @Nullable Table table;

  private InvocationReader() {}

  static Invocation read(byte[] body) {
    return StrictJson.read(body, body.length, parser -> new InvocationReader().read(parser));
  }

  private Invocation read(JsonParser parser) {
    StrictJson.requireObject(parser, "");
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      switch (key) {
        case "dataframe_split" -> keep(readSplit(parser));
        case "dataframe_records" -> keep(readRecords(parser));
        case "instances", "inputs" -> keep(readTensors(parser, key));
        case "params" -> readParams(parser);
        default -> throw MalformedRequest.at(Quoted.fieldName(key), FORMATS);
      }
    }
    if (table == null) {
      throw MalformedRequest.because(FORMATS);
    }
    return new Invocation(table, outputs);
  }

  private void keep(Table its) {
    if (table != null) {
      throw MalformedRequest.because(FORMATS);
    }
    table = its;
  }

  private static Table readSplit(JsonParser parser) {
    String path = "dataframe_split";
    StrictJson.requireObject(parser, path);
    List<String> names = null;
    RowTable rows = null;
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      String itsPath = path + "." + key;
      switch (key) {
        case "columns" -> names = readTexts(parser, itsPath);
        case "data" -> {
          StrictJson.requireArray(parser, itsPath);
          parser.nextToken();
          rows = RowTable.read(parser, itsPath);
        }
        case "index" -> {
          parser.nextToken();
          StrictJson.skip(parser, itsPath);
        }
        default ->
            throw MalformedRequest.at(
                path + "." + Quoted.fieldName(key),
                "This key is not known; known are columns, data, index.");
      }
    }
    if (names == null || rows == null) {
      throw MalformedRequest.at(
          path + "." + (names == null ? "columns" : "data"),
          "This field is required; rows without names are given as instances.");
    }
    return rows.named(names);
  }

  private static Table readRecords(JsonParser parser) {
    StrictJson.requireArray(parser, "dataframe_records");
    parser.nextToken();
    return RecordTable.read(parser, "dataframe_records");
  }

  private static Table readTensors(JsonParser parser, String path) {
    if (parser.nextToken() == JsonToken.START_OBJECT) {
      return ColumnTable.read(parser, path);
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw MalformedRequest.at(path, "A list of rows or an object of columns is expected here.");
    }
    return parser.nextToken() == JsonToken.START_OBJECT
        ? RecordTable.read(parser, path)
        : RowTable.read(parser, path);
  }

  private void readParams(JsonParser parser) {
    if (parser.nextToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw MalformedRequest.at("params", "A JSON object is expected here.");
    }
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      if (!key.equals("outputs")) {
        throw MalformedRequest.at(
            "params." + Quoted.fieldName(key), "This parameter is not known; known is outputs.");
      }
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        readOutputs(readTextsHere(parser, "params.outputs"));
      }
    }
  }

  private void readOutputs(List<String> names) {
    for (String name : names) {
      String path = "params.outputs[" + outputs.size() + "]";
      PredictionField field = PredictionField.read(path, name);
      if (outputs.contains(field)) {
        throw MalformedRequest.at(path, "This output is asked for twice.");
      }
      outputs.add(field);
    }
  }

  private static List<String> readTexts(JsonParser parser, String path) {
    parser.nextToken();
    return readTextsHere(parser, path);
  }

  private static List<String> readTextsHere(JsonParser parser, String path) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw MalformedRequest.at(path, "A list is expected here.");
    }
    List<String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw MalformedRequest.at(path + "[" + texts.size() + "]", "A text is expected here.");
      }
      texts.add(parser.getString());
      BatchLimits.requireColumns(path, texts.size());
    }
    return texts;
  }
}
