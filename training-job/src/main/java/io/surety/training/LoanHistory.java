package io.surety.training;

/**
 * Every loan that is known, by user, then date: what a model would have been asked, and by whom.
 *
 * @param inputs by input of the spec, then by loan; NaN where one is missing
 * @param day days since 1970-01-01
 * @param user the number of the borrower, from 0
 * @param person shared by the users who are one person
 * @param outcome 1 for a loan that was not paid on time, 0 for one that was, -1 when not known yet
 * @param unseen true where the borrower is one of those that test, of whom no loan trains
 */
@SuppressWarnings("ArrayRecordComponent") // columns of many loans, never compared
public record LoanHistory(
    double[][] inputs, int[] day, int[] user, long[] person, byte[] outcome, boolean[] unseen) {

  static LoanHistory of(TrainingData data) {
    LoanRows rows = data.rows();
    int inputs = data.spec().inputs().size();
    LoanHistory history =
        new LoanHistory(
            new double[inputs][rows.size()],
            rows.date,
            rows.user,
            new long[rows.size()],
            rows.status,
            new boolean[rows.size()]);
    for (int row = 0; row < rows.size(); row++) {
      for (int input = 0; input < inputs; input++) {
        history.inputs[input][row] = rows.feature(row, data.spec().inputs().get(input).feature());
      }
      history.person[row] = data.people().person(rows.user[row]);
      history.unseen[row] = data.people().side(rows.user[row]) == Side.TEST;
    }
    return history;
  }

  /** How many loans. */
  public int size() {
    return day.length;
  }
}
