package io.surety.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as it is answered: the members of RFC 9457 and two of our own.
 *
 * @param instance the path that was asked for; null inside an array
 * @param index the place of the refused item in the array that was sent
 * @param errors the fields at fault
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    URI type,
    String title,
    int status,
    String detail,
    @Nullable String instance,
    @Nullable Integer index,
    @Nullable List<FieldProblem> errors) {

  /** A refusal of this type, explained in a sentence. */
  public static Problem of(ProblemType type, String detail) {
    return new Problem(type.uri(), type.title(), type.status().value(), detail, null, null, null);
  }

  /** The same refusal, of the item at this place of an array. */
  public Problem withIndex(int itsIndex) {
    return new Problem(type, title, status, detail, instance, itsIndex, errors);
  }

  Problem withInstance(String itsInstance) {
    return new Problem(type, title, status, detail, itsInstance, index, errors);
  }

  Problem withErrors(List<FieldProblem> itsErrors) {
    if (itsErrors.isEmpty()) {
      return this;
    }
    OptionalInt item = itsErrors.getFirst().itemIndex();
    Integer itsIndex = item.isPresent() ? Integer.valueOf(item.getAsInt()) : index;
    return new Problem(type, title, status, detail, instance, itsIndex, itsErrors);
  }

  Problem withStatus(int itsStatus) {
    return new Problem(type, title, itsStatus, detail, instance, index, errors);
  }
}
