package io.surety.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;

/** Says what is wrong with a body that is not JSON, and where. */
public final class UnreadableJson {

  private static final Pattern DUPLICATE =
      Pattern.compile("Duplicate (?:Object )?property \"(.*?)\"");

  private UnreadableJson() {}

  static MalformedRequest explain(HttpMessageNotReadableException refused) {
    JacksonException cause = Causes.find(refused, JacksonException.class);
    return cause == null ? absent() : explain(cause);
  }

  /** There is no body at all. */
  public static MalformedRequest absent() {
    return MalformedRequest.because("The request needs a body of JSON.");
  }

  /** What kept a whole body from being read as JSON. */
  public static MalformedRequest explain(JacksonException cause) {
    TokenStreamLocation where = cause.getLocation();
    String position =
        where == null || where.getLineNr() < 0
            ? ""
            : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
    return explain(cause, "", "The body", position);
  }

  /**
   * What kept one line of a body from being read as JSON.
   *
   * @param path of the line, such as {@code [3]}
   */
  public static MalformedRequest explainLine(JacksonException cause, String path) {
    TokenStreamLocation where = cause.getLocation();
    String position =
        where == null || where.getColumnNr() < 0 ? "" : " at column " + where.getColumnNr();
    return explain(cause, path, "This line", position);
  }

  private static MalformedRequest explain(
      JacksonException cause, String path, String what, String position) {
    Matcher duplicate = DUPLICATE.matcher(String.valueOf(cause.getOriginalMessage()));
    if (!duplicate.find()) {
      return MalformedRequest.at(
          path,
          cause instanceof StreamConstraintsException
              ? what
                  + " holds a text, a name or a number longer than is read here, or nests deeper"
                  + position
                  + "."
              : what + " is not valid JSON" + position + ".");
    }
    String place = placeOf(cause, duplicate.group(1));
    return MalformedRequest.at(
        path.isEmpty() || place.startsWith("[") ? path + place : path + "." + place,
        "This key comes twice" + position + ".");
  }

  private static String placeOf(JacksonException cause, String key) {
    return cause.processor() instanceof JsonParser parser
        ? JsonPlace.of(parser.streamReadContext().pathAsPointer())
        : key;
  }
}
