package io.surety.prediction.scoring;

import static io.surety.prediction.scoring.UserFields.AS_OF;
import static io.surety.prediction.scoring.UserFields.BASIS;
import static io.surety.prediction.scoring.UserFields.USER_ID;

import io.surety.feature.UserId;
import io.surety.prediction.features.Moment;
import io.surety.web.FieldProblem;
import io.surety.web.MalformedRequest;
import io.surety.web.Quoted;
import io.surety.web.WireDate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns of a file of users: {@code user_id}, and {@code as_of} and {@code basis} if any. */
final class UserColumns {

  private static final Set<String> KNOWN = Set.of(USER_ID, AS_OF, BASIS);

  private final List<String> header;
  private final int user;
  private final int asOf;
  private final int basis;

  private UserColumns(List<String> header) {
    this.header = header;
    this.user = header.indexOf(USER_ID);
    this.asOf = header.indexOf(AS_OF);
    this.basis = header.indexOf(BASIS);
  }

  /** Takes a header that has these columns and no others, each once. */
  static UserColumns of(List<String> header) {
    List<FieldProblem> problems = new ArrayList<>();
    for (int at = 0; at < header.size(); at++) {
      String name = header.get(at);
      if (!KNOWN.contains(name)) {
        problems.add(
            new FieldProblem(
                Quoted.fieldName(name),
                "A file of users has the columns user_id, as_of and basis and no others."));
      } else if (header.indexOf(name) < at) {
        problems.add(new FieldProblem(name, "This column comes twice."));
      }
    }
    if (!problems.isEmpty()) {
      throw MalformedRequest.of(problems);
    }
    return new UserColumns(List.copyOf(header));
  }

  ScoreItem.OfUser read(List<String> cells, String path, Clock clock) {
    if (cells.size() != header.size()) {
      throw MalformedRequest.at(
          path,
          "A row has %d values, but its %d columns are %s."
              .formatted(cells.size(), header.size(), String.join(", ", header)));
    }
    String date = cell(cells, asOf);
    String text = cell(cells, basis);
    return new ScoreItem.OfUser(
        user(cells.get(user), path + "." + USER_ID),
        new Moment(
            date == null ? null : WireDate.parse(path + "." + AS_OF, date, clock),
            text == null ? null : UserFields.basis(path + "." + BASIS, text)));
  }

  private static @Nullable String cell(List<String> cells, int column) {
    return column < 0 || cells.get(column).isEmpty() ? null : cells.get(column);
  }

  private static UserId user(String cell, String field) {
    try {
      if (cell.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return new UserId(Long.parseLong(cell));
      }
    } catch (NumberFormatException emptyOrTooLarge) {
      // as any other text
    }
    throw MalformedRequest.at(field, "A whole number from 0 is expected here.");
  }
}
