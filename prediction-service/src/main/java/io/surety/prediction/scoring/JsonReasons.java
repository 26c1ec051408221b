package io.surety.prediction.scoring;

import io.surety.bundle.Reason;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Writes reasons as a JSON array, the same in every protocol. */
public final class JsonReasons {

  private JsonReasons() {}

  /** Writes them in their order. */
  public static void write(JsonGenerator out, List<Reason> reasons) {
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
