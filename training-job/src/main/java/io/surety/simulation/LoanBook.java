package io.surety.simulation;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Writes a loan book with the columns, order and formats of the real file, of any size, in little
 * memory.
 *
 * <p>The lender opens on 2019-01-01, and people find it at a steady pace until 2020-12-30. Each of
 * them has a life ({@link Person}) and borrows as it asks for ({@link Borrowing}); nothing here
 * knows what a model will look at. As in the real file, some people come back under another id,
 * some jobs begin after a loan, several loans fall on one day, and numbers are missing between ids;
 * user 5008806 is always there, and 5008807 never.
 */
public final class LoanBook {

  static final String HEADER =
      "loan_id,id,code_gender,flag_own_car,flag_own_realty,cnt_children,amt_income_total,"
          + "name_income_type,name_education_type,name_family_status,name_housing_type,days_birth,"
          + "days_employed,flag_mobil,flag_work_phone,flag_phone,flag_email,occupation_type,"
          + "cnt_fam_members,status,birthday,job_start_date,loan_date,loan_amount";

  static final long KNOWN_USER = 5_008_806;
  static final int LOANS_OF_KNOWN_USER = 5;

  private static final long FIRST_USER = 5_008_804;
  private static final int USERS_UP_TO_THE_KNOWN = (int) (KNOWN_USER - FIRST_USER + 1);
  private static final long FIRST_LOAN = 1_000;
  private static final long LOANS_A_REPORT = 50_000;

  private final long seed;
  private final LoanLines rows;
  private final LongConsumer progress;
  private long written;

  private LoanBook(long seed, LoanLines rows, LongConsumer progress) {
    this.seed = seed;
    this.rows = rows;
    this.progress = progress;
  }

  /**
   * Writes the loans of so many users as CSV with a header, user after user. The same users and
   * seed give the same bytes, and from three users on a larger book begins with the smaller one.
   * Memory does not grow with the users. The stream is flushed and stays open.
   *
   * @param progress is told now and then, and at the end, how many loans are written
   * @return how many loans were written
   */
  public static long write(long users, long seed, OutputStream out, LongConsumer progress)
      throws IOException {
    if (users < 1) {
      throw new IllegalArgumentException(
          "A loan book has at least one user, but " + users + " were asked for.");
    }
    LoanLines rows = new LoanLines(out);
    LoanBook book = new LoanBook(seed, rows, progress);
    rows.header(HEADER);
    book.writeUsers(users);
    rows.flush();
    progress.accept(book.written);
    return book.written;
  }

  private void writeUsers(long users) throws IOException {
    long position = Math.max(0, USERS_UP_TO_THE_KNOWN - users);
    long end = position + users;
    for (long number = 0; position < end; number++) {
      Chance chance = Chance.of(seed, number);
      Person person = Person.draw(chance);
      for (int id = 0; id < person.ids() && position < end; id++) {
        writeUser(idAt(position), person, chance);
        position++;
      }
    }
  }

  private void writeUser(long id, Person person, Chance chance) throws IOException {
    List<Loan> loans = Borrowing.draw(person, chance);
    while (id == KNOWN_USER && loans.size() < LOANS_OF_KNOWN_USER) {
      loans = Borrowing.draw(person, chance);
    }
    rows.user(id, person);
    for (Loan loan : loans) {
      rows.loan(FIRST_LOAN + written, loan);
      written++;
      if (written % LOANS_A_REPORT == 0) {
        progress.accept(written);
      }
    }
  }

  /** Every fourth number was never given to anybody. */
  private static long idAt(long position) {
    return FIRST_USER + position + position / 3;
  }
}
