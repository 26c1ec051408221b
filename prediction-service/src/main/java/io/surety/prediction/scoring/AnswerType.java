package io.surety.prediction.scoring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.HttpMediaTypeNotAcceptableException;

/** A media type that answers come as. */
enum AnswerType {
  JSON(MediaType.APPLICATION_JSON_VALUE),
  CSV("text/csv"),
  LINES(MediaType.APPLICATION_NDJSON_VALUE);

  private final String name;

  AnswerType(String name) {
    this.name = name;
  }

  /** As it is written in headers. */
  String wireName() {
    return name;
  }

  /**
   * The one among these that the caller likes best; the first of them when all are equal to him.
   *
   * @param accept the value of the header; null accepts anything
   */
  static AnswerType accepted(@Nullable String accept, List<AnswerType> possible)
      throws HttpMediaTypeNotAcceptableException {
    if (accept == null || accept.equals(MediaType.ALL_VALUE)) {
      return possible.getFirst();
    }
    List<MediaType> wanted = parse(accept);
    MimeTypeUtils.sortBySpecificity(wanted);
    wanted.sort((left, right) -> Double.compare(right.getQualityValue(), left.getQualityValue()));
    for (MediaType range : wanted) {
      for (AnswerType type : possible) {
        if (range.getQualityValue() > 0 && range.includes(MediaType.valueOf(type.name))) {
          return type;
        }
      }
    }
    throw new HttpMediaTypeNotAcceptableException(
        possible.stream().map(type -> MediaType.valueOf(type.name)).toList());
  }

  private static List<MediaType> parse(String accept) throws HttpMediaTypeNotAcceptableException {
    try {
      return MediaType.parseMediaTypes(accept);
    } catch (InvalidMediaTypeException unreadable) {
      throw new HttpMediaTypeNotAcceptableException(
          "Could not parse 'Accept' header: " + unreadable.getMessage());
    }
  }
}
