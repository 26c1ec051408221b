package io.surety.predictionlog;

import io.surety.bundle.Reason;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Reasons as JSON: the same text in an answer, in the log, and when it is proved again. */
public final class ReasonsJson {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int USUAL_LENGTH = 512;

  private ReasonsJson() {}

  /** An array of objects, in the order of the reasons. */
  public static String of(List<Reason> reasons) {
    StringWriter text = new StringWriter(USUAL_LENGTH);
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(out, reasons);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, List<Reason> reasons) {
    out.writeStartArray();
    for (Reason reason : reasons) {
      out.writeStartObject();
      out.writeStringProperty("feature", reason.feature());
      out.writeNumberProperty("contribution", reason.contribution());
      out.writeStringProperty("text", reason.text());
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
