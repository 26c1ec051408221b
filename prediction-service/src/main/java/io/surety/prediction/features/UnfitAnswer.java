package io.surety.prediction.features;

import io.surety.feature.LookupAnswer;
import java.io.IOException;
import java.util.List;
import org.apache.hc.core5.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** The answer of the feature service does not fit the question. */
final class UnfitAnswer extends IOException {

  private static final int NONE = 0;

  private final int status;

  UnfitAnswer(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.status = NONE;
  }

  /** An answer of another status than a good one has. */
  UnfitAnswer(int status) {
    super("The answer has the status " + status + ".");
    this.status = status;
  }

  /** Whether whoever answered said that the fault is theirs, and may answer better soon. */
  boolean isFault() {
    return status >= HttpStatus.SC_SERVER_ERROR;
  }

  /** Whether it speaks of trouble there: not so when the question was wrong. */
  boolean isTrouble() {
    return status == NONE
        || isFault()
        || status == HttpStatus.SC_REQUEST_TIMEOUT
        || status == HttpStatus.SC_TOO_MANY_REQUESTS;
  }

  /** Another service wrote this answer: nothing in it is taken for granted. */
  @SuppressWarnings("NullAway")
  static LookupAnswer requireFit(@Nullable LookupAnswer answer, List<Long> users)
      throws UnfitAnswer {
    if (answer == null
        || answer.asOf() == null
        || answer.schema() == null
        || answer.results() == null) {
      throw new UnfitAnswer("The answer lacks as_of, schema or results.", null);
    }
    boolean same = answer.results().size() == users.size();
    for (int i = 0; same && i < users.size(); i++) {
      LookupAnswer.Result result = answer.results().get(i);
      boolean found = result.status() == LookupAnswer.Status.FOUND;
      if (result.status() == null || found != (result.features() != null)) {
        throw new UnfitAnswer("A result is neither found with features nor unknown without.", null);
      }
      same = result.userId() == users.get(i);
    }
    if (!same) {
      throw new UnfitAnswer("The answer is about other users than were asked for.", null);
    }
    return answer;
  }
}
