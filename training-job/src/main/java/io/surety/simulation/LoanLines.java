package io.surety.simulation;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** Writes loans as lines of the file. What is the same for all loans of a user is made once. */
final class LoanLines {

  private static final String NO_JOB = "3021-09-18";
  private static final int NO_JOB_DAYS = 365_243;
  private static final byte[][] DATES =
      IntStream.range(0, Borrowing.DAYS).mapToObj(day -> ascii(date(day))).toArray(byte[][]::new);

  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 16];
  private int used;
  private byte[] beforeStatus = {};
  private byte[] afterStatus = {};
  private int later;

  LoanLines(OutputStream out) {
    this.out = out;
  }

  void header(String line) throws IOException {
    append(ascii(line));
    append('\n');
  }

  /** The loans that follow are of this user. */
  void user(long id, Person person) {
    user(id, person, 0);
  }

  /** The loans that follow are of this user, whose whole life is so many days later. */
  void user(long id, Person person, int daysLater) {
    later = daysLater;
    beforeStatus = ascii(personColumns(id, person));
    String jobStart =
        person.jobStart().stream().mapToObj(day -> date(day + later)).findAny().orElse(NO_JOB);
    afterStatus = ascii("," + date(person.birthday() + later) + "," + jobStart + ",");
  }

  private static String personColumns(long id, Person person) {
    Household household = person.household();
    Work work = person.work();
    return String.join(
        ",",
        "",
        Long.toString(id),
        household.woman() ? "F" : "M",
        person.ownsCar() ? "Y" : "N",
        household.ownsRealty() ? "Y" : "N",
        Integer.toString(household.children()),
        Double.toString(person.income()),
        work.incomeType(),
        work.education(),
        household.familyStatus(),
        household.housing(),
        Integer.toString(daysBeforeFile(person.birthday())),
        Integer.toString(
            person.jobStart().stream()
                .map(LoanLines::daysBeforeFile)
                .findAny()
                .orElse(NO_JOB_DAYS)),
        "1",
        flag(work.workPhone()),
        flag(work.phone()),
        flag(work.email()),
        work.occupation(),
        Double.toString(household.members()),
        "");
  }

  /** The file counts days back from itself, as negative numbers. */
  private static int daysBeforeFile(int day) {
    return day - Person.FILE_MADE + 1;
  }

  private static String flag(boolean set) {
    return set ? "1" : "0";
  }

  private static String date(int day) {
    return Person.OPENING.plusDays(day).toString();
  }

  void loan(long loanId, Loan loan) throws IOException {
    loan(loanId, loan, true);
  }

  /**
   * Writes one loan.
   *
   * @param told whether its outcome is known already
   */
  void loan(long loanId, Loan loan, boolean told) throws IOException {
    append(ascii(Long.toString(loanId)));
    append(beforeStatus);
    if (told) {
      append(loan.unpaid() ? '1' : '0');
    }
    append(afterStatus);
    append(later == 0 ? DATES[loan.day()] : ascii(date(loan.day() + later)));
    append(',');
    append(ascii(Double.toString(loan.amount())));
    append('\n');
  }

  void flush() throws IOException {
    out.write(buffer, 0, used);
    used = 0;
    out.flush();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void append(char character) throws IOException {
    if (used == buffer.length) {
      drain();
    }
    buffer[used++] = (byte) character;
  }

  private void append(byte[] bytes) throws IOException {
    if (bytes.length > buffer.length - used) {
      drain();
    }
    System.arraycopy(bytes, 0, buffer, used, bytes.length);
    used += bytes.length;
  }

  private void drain() throws IOException {
    out.write(buffer, 0, used);
    used = 0;
  }
}
