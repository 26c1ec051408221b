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
 * @param index the place of the refused item among those that were sent, counted from 0
 * @param errors the fields at fault
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    URI type,
    String title,
    int status,
    String detail,
    @Nullable String instance,
    @Nullable Long index,
    @Nullable List<FieldProblem> errors) {

  /** A refusal of this type, explained in a sentence. */
  public static Problem of(ProblemType type, String detail) {
    return new Problem(type.uri(), type.title(), type.status().value(), detail, null, null, null);
  }

  /** The same refusal, of the item at this place. */
  public Problem withIndex(long itsIndex) {
    return new Problem(type, title, status, detail, instance, itsIndex, errors);
  }

  Problem withInstance(String itsInstance) {
    return new Problem(type, title, status, detail, itsInstance, index, errors);
  }

  /** The refusal of a malformed request, with its item and the fields at fault. */
  public static Problem of(MalformedRequest refused) {
    Problem problem = of(StandardProblem.MALFORMED_REQUEST, refused.detail());
    return refused.errors().isEmpty() ? problem : problem.withErrors(refused.errors());
  }

  private Problem withErrors(List<FieldProblem> itsErrors) {
    OptionalInt item = itsErrors.getFirst().itemIndex();
    Long itsIndex = item.isPresent() ? Long.valueOf(item.getAsInt()) : index;
    return new Problem(type, title, status, detail, instance, itsIndex, itsErrors);
  }

  Problem withStatus(int itsStatus) {
    return new Problem(type, title, itsStatus, detail, instance, index, errors);
  }
}
