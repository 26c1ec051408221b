package io.surety.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;

/** Says what is wrong with a body that is not JSON, and where. */
public final class UnreadableJson {

  private static final Pattern DUPLICATE = Pattern.compile("Duplicate property \"(.*?)\"");

  private UnreadableJson() {}

  static MalformedRequest explain(HttpMessageNotReadableException refused) {
    JacksonException cause = Causes.find(refused, JacksonException.class);
    return cause == null
        ? MalformedRequest.because("The request needs a body of JSON.")
        : explain(cause);
  }

  /** The refusal of a body at which a parser stopped. */
  public static MalformedRequest explain(JacksonException cause) {
    Matcher duplicate = DUPLICATE.matcher(String.valueOf(cause.getOriginalMessage()));
    if (duplicate.find()) {
      return MalformedRequest.at(
          placeOf(cause, duplicate.group(1)), "This key comes twice" + position(cause) + ".");
    }
    return MalformedRequest.because("The body is not valid JSON" + position(cause) + ".");
  }

  private static String position(JacksonException cause) {
    TokenStreamLocation where = cause.getLocation();
    if (where == null || where.getLineNr() < 0) {
      return "";
    }
    return " at line " + where.getLineNr() + ", column " + where.getColumnNr();
  }

  private static String placeOf(JacksonException cause, String key) {
    return cause.processor() instanceof JsonParser parser
        ? JsonPlace.of(parser.streamReadContext().pathAsPointer())
        : key;
  }
}
